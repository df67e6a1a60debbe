import * as z from 'zod/mini'
import { shownCode } from '../member/contract'
import { cursor, fen, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const COUPON_TABS = ['unused', 'used', 'expired'] as const
export const COUPON_KINDS = ['cash_off', 'percent_off', 'exchange'] as const

/** What a coupon gives. `payPermille` 850 means the customer pays 85 % (8.5 折). */
export const couponFace = z.object({
  name: z.string(),
  kind: z.enum(COUPON_KINDS),
  thresholdFen: fen,
  offFen: z.nullable(fen),
  payPermille: z.nullable(z.int()),
  offMaxFen: z.nullable(fen),
  itemName: z.nullable(z.string()),
  /** Where it holds, in words: "全部门店" or the stores' names. */
  scope: z.string(),
})

export const couponCard = z.object({
  id,
  face: couponFace,
  state: z.enum(['unused', 'used', 'expired']),
  /** Why it cannot be used right now although it is unused; null when it can. */
  notNow: z.nullable(z.string()),
  validFrom: instant,
  expiresAt: instant,
  usedAt: z.nullable(instant),
  usedStore: z.nullable(z.string()),
  source: z.string(),
})

const offerCard = z.object({
  templateId: id,
  face: couponFace,
  /** How long it will hold once claimed, in words. */
  validity: z.string(),
  claimEndsAt: z.nullable(instant),
  left: z.nullable(z.int()),
  /** What the member still may take of it. */
  claimable: z.int(),
  state: z.enum(['open', 'taken', 'sold_out', 'not_started']),
})

export const couponApi = {
  'coupon.centre': {
    kind: 'query',
    who: 'member',
    summary: 'Coupons that a member can take now.',
    input: z.object({}),
    output: z.object({ offers: z.array(offerCard) }),
  },
  'coupon.claim': {
    kind: 'command',
    who: 'member',
    summary: 'Takes one coupon from the centre.',
    input: z.object({ templateId: id }),
    output: z.object({ coupon: couponCard }),
  },
  'coupon.list': {
    kind: 'query',
    who: 'member',
    summary: 'The member’s coupons of one tab; unused by what ends first, the others newest first.',
    input: z.object({ tab: z.enum(COUPON_TABS), before: z.optional(cursor) }),
    output: z.extend(page(couponCard), {
      counts: z.object({ unused: z.int(), used: z.int(), expired: z.int() }),
    }),
  },
  'coupon.show': {
    kind: 'query',
    who: 'member',
    summary: 'One coupon with its terms.',
    input: z.object({ couponId: id }),
    output: z.object({ coupon: couponCard, terms: z.array(z.string()) }),
  },
  'coupon.showCode': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'A fresh code for this coupon at the counter. Refused when it cannot be used.',
    input: z.object({ couponId: id }),
    output: shownCode,
  },
} as const satisfies Contracts

export type CouponFace = z.infer<typeof couponFace>
export type CouponCard = z.infer<typeof couponCard>
export type CouponOffer = z.infer<typeof offerCard>
