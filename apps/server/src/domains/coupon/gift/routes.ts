import { memberIdOf } from '#server/domains/member/member-of'
import type { Handlers } from '#server/platform/http/call'
import { soonOf } from '../remind/soon'
import { acceptGift } from './accept'
import { giveCoupon, takeBackGift } from './give'
import { giftById, giftOfCoupon, showGift } from './queries'

export const couponGiftRoutes = {
  'coupon.give': {
    run: (tx, { actor, input, now }) => giveCoupon(tx, { memberId: actor.memberId, ...input, now }),
    show: async (read, _call, id) => ({ gift: await giftById(read, id) }),
  },

  'coupon.takeBackGift': {
    run: (tx, { actor, input, now }) => takeBackGift(tx, { memberId: actor.memberId, ...input, now }),
    show: (_read, _call, couponId) => Promise.resolve({ couponId }),
  },

  'coupon.myGift': (read, { actor, input, now }) => giftOfCoupon(read, actor.memberId, input.couponId, now),

  'coupon.gift': async (read, { actor, input, now }) =>
    showGift(read, input.scene, await memberIdOf(read, actor.userId), now),

  'coupon.acceptGift': {
    run: (tx, { actor, input, now }) => acceptGift(tx, { memberId: actor.memberId, ...input, now }),
    show: (_read, _call, couponId) => Promise.resolve({ couponId }),
  },

  'coupon.soon': (read, { actor, now }) => soonOf(read, actor.memberId, now),
} satisfies Partial<Handlers>
