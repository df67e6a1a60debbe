import * as z from 'zod/mini'
import { id, instant, scene } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { couponFace } from './face-schema'

const gift = z.object({
  id,
  couponId: id,
  /** What the card carries that is sent to the friend. */
  scene: z.string(),
  endsAt: instant,
})

export const couponGiftApi = {
  'coupon.give': {
    kind: 'command',
    who: 'member',
    summary:
      'Wraps a coupon up for a friend, for a day. Until they take it, nobody can use it; then it is theirs, else it is back.',
    input: z.object({ couponId: id }),
    output: z.object({ gift }),
  },
  'coupon.takeBackGift': {
    kind: 'command',
    who: 'member',
    summary: 'Unwraps a coupon that nobody has taken yet.',
    input: z.object({ giftId: id }),
    output: z.object({ couponId: id }),
  },
  'coupon.myGift': {
    kind: 'query',
    who: 'member',
    summary: 'The wrapping of one of the member’s coupons, while it waits; null when it does not.',
    input: z.object({ couponId: id }),
    output: z.object({
      gift: z.nullable(gift),
      /** The shop lets coupons like this one be given, and none of its uses is gone. */
      giftable: z.boolean(),
    }),
  },
  'coupon.gift': {
    kind: 'query',
    who: 'visitor',
    summary: 'What a friend has wrapped up, for who opens the card.',
    input: z.object({ scene }),
    output: z.object({
      face: couponFace,
      fromName: z.string(),
      expiresAt: instant,
      endsAt: instant,
      /** `mine`: taken by the very person who asks; `own`: they wrapped it themselves. */
      state: z.enum(['open', 'mine', 'own', 'gone']),
      /** The coupon in the wallet of who took it. */
      couponId: z.nullable(id),
    }),
  },
  'coupon.acceptGift': {
    kind: 'command',
    who: 'member',
    summary: 'Takes a friend’s coupon. Of several who open the card the first has it.',
    input: z.object({ scene }),
    output: z.object({ couponId: id }),
  },
  'coupon.soon': {
    kind: 'query',
    who: 'member',
    summary: 'How many coupons end within three days, and when the first does.',
    input: z.object({}),
    output: z.object({ count: z.int(), firstEndsAt: z.nullable(instant), firstName: z.nullable(z.string()) }),
  },
} as const satisfies Contracts
