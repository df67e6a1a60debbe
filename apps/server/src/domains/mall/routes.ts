import { presentCoupon } from '#server/domains/coupon/present'
import { couponOf } from '#server/domains/coupon/queries'
import type { Handlers } from '#server/platform/http/call'
import { exchange } from './exchange'
import { itemsFor, orderOf } from './queries'

export const mallRoutes = {
  'mall.items': async (read, { actor, now }) => ({ items: await itemsFor(read, actor.memberId, now) }),

  'mall.exchange': {
    run: (tx, { actor, input, now }) => exchange(tx, { memberId: actor.memberId, ...input, now }),
    show: async (read, { actor, now }, orderId) => {
      const order = await orderOf(read, actor.memberId, orderId)
      const coupon = await couponOf(read, actor.memberId, order.couponId)
      return {
        order: { id: order.id, points: order.points, at: order.at.toISOString() },
        coupon: await presentCoupon(read, coupon, now),
        balanceAfter: order.balanceAfter,
      }
    },
  },
} satisfies Partial<Handlers>
