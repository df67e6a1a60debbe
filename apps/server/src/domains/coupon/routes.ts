import { judgeUse } from '@huitou/shared/coupon/rules'
import { showCode } from '#server/domains/member/shown-codes'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { mustBe } from '#server/platform/refused'
import { centreOf } from './centre'
import { claimCoupon } from './claim'
import { presentCoupon, presentCoupons } from './present'
import { couponCounts, couponOf, couponPage, templateById } from './queries'

export const couponRoutes = ({ signer }: Platform) =>
  ({
    'coupon.centre': async (read, { actor, now }) => ({ offers: await centreOf(read, actor.memberId, now) }),

    'coupon.claim': {
      run: (tx, { actor, input, now }) => claimCoupon(tx, actor.memberId, input.templateId, now),
      show: async (read, { actor, now }, couponId) => ({
        coupon: await presentCoupon(read, await couponOf(read, actor.memberId, couponId), now),
      }),
    },

    'coupon.list': async (read, { actor, input, now }) => {
      const { rows, next } = await couponPage(read, actor.memberId, input, now)
      return {
        rows: await presentCoupons(read, rows, now),
        next,
        counts: await couponCounts(read, actor.memberId, now),
      }
    },

    'coupon.show': async (read, { actor, input, now }) => {
      const row = await couponOf(read, actor.memberId, input.couponId)
      const { terms } = await templateById(read, row.templateId)
      return { coupon: await presentCoupon(read, row, now), terms }
    },

    'coupon.showCode': async (tx, { actor, input, now }) => {
      const { memberId } = actor
      const row = await couponOf(tx, memberId, input.couponId)
      mustBe(judgeUse({ ...row, storeIds: [] }, now))
      return showCode(tx, signer, { memberId, kind: 'coupon', subjectId: row.id, now })
    },
  }) satisfies Partial<Handlers>
