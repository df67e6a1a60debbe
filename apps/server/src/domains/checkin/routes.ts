import { storeById } from '#server/domains/store/queries'
import { couponOf, templateById } from '#server/domains/coupon/queries'
import type { Handlers } from '#server/platform/http/call'
import type { Reader } from '#server/platform/db/tx'
import { checkIn } from './check-in'
import { checkInById, visitById } from './queries'
import { calendarOf, statusOf } from './status'
import { visitStore } from './visit-store'

const rewardCoupon = async (read: Reader, memberId: string, couponId: string | null) => {
  if (couponId === null) return null
  const coupon = await couponOf(read, memberId, couponId)
  return { id: coupon.id, name: (await templateById(read, coupon.templateId)).name }
}

export const checkinRoutes = {
  'checkin.status': (read, { actor, now }) => statusOf(read, actor.memberId, now),

  'checkin.calendar': (read, { actor, input, now }) => calendarOf(read, actor.memberId, input.month, now),

  'checkin.checkIn': {
    run: (tx, { actor, now }) => checkIn(tx, actor.memberId, now),
    show: async (read, { actor }, id) => {
      const { day, streak, points, parts, couponId, balanceAfter } = await checkInById(read, actor.memberId, id)
      return { day, streak, points, parts, coupon: await rewardCoupon(read, actor.memberId, couponId), balanceAfter }
    },
  },

  'checkin.visitStore': {
    run: (tx, { actor, input, now }) => visitStore(tx, actor.memberId, input.scene, now),
    show: async (read, { actor }, id) => {
      const { day, storeId, points, balanceAfter } = await visitById(read, actor.memberId, id)
      return { day, storeName: (await storeById(read, storeId)).name, points, balanceAfter }
    },
  },
} satisfies Partial<Handlers>
