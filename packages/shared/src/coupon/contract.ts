import * as z from 'zod/mini'
import { shownCode } from '../member/contract'
import { cursor, fen, id, instant, page, scene } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { couponCodeApi } from './code-contract'
import { couponFace } from './face-schema'
import { couponGiftApi } from './gift-contract'
import { couponGrantApi } from './grant-contract'
import { couponOperatorApi } from './operator-contract'

export const COUPON_TABS = ['unused', 'used', 'expired'] as const

/** Why a coupon cannot be used: the refusal's code, words, and when it can be, if ever. */
export const couponWhy = z.object({ code: z.string(), words: z.string(), nextAt: z.nullable(instant) })

export const couponCard = z.object({
  id,
  face: couponFace,
  state: z.enum(['unused', 'used', 'expired']),
  /** Why it cannot be used right now although it is unused; null when it can. */
  notNow: z.nullable(z.string()),
  /** The same with its code and the next time; also for used and expired ones. */
  why: z.nullable(couponWhy),
  usesLeft: z.int(),
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
  /** What can still be taken now: of the running drop, or of today's, or of all; null when not counted. */
  left: z.nullable(z.int()),
  /** What the member still may take of it. */
  claimable: z.int(),
  state: z.enum(['open', 'taken', 'sold_out', 'not_started', 'tier_only']),
  /** Why it cannot be taken, in words; null when it can. */
  why: z.nullable(z.string()),
  /** When it opens for this member, if it is not open yet. */
  opensAt: z.nullable(instant),
  /** Who may take it, in words; null: every member. */
  forWhom: z.nullable(z.string()),
  /** The drop that runs, or the next one; null where there are none. `left` is this drop's alone. */
  drop: z.nullable(
    z.object({
      running: z.boolean(),
      opensAt: instant,
      endsAt: instant,
      quota: z.int(),
      left: z.int(),
      /** As "每天 10:00 开抢，每场 500 张". */
      words: z.string(),
    }),
  ),
  /** Threshold, scope, validity, stacking and limits, before anybody takes it. */
  terms: z.array(z.string()),
})

/** What somebody is about to buy: the goods, or only what they cost. */
const basketLine = z.object({
  sku: z.nullable(z.string().check(z.maxLength(40))),
  category: z.string().check(z.maxLength(40)),
  quantity: z.int().check(z.gte(1), z.lte(10_000)),
  amountFen: fen,
})

const couponMemberApi = {
  'coupon.centre': {
    kind: 'query',
    who: 'member',
    summary: 'Coupons that a member can take now or soon, with the server’s time for counting down.',
    input: z.object({}),
    output: z.object({ now: instant, offers: z.array(offerCard) }),
  },
  'coupon.offer': {
    kind: 'query',
    who: 'member',
    summary: 'One offer with its terms: from the centre, or through the code on a poster or in a group.',
    input: z.object({ templateId: z.optional(id), scene: z.optional(scene) }),
    output: z.object({ now: instant, offer: offerCard }),
  },
  'coupon.claim': {
    kind: 'command',
    who: 'member',
    combined: true,
    summary: 'Takes one coupon from the centre, or through its code.',
    input: z.object({ templateId: id, scene: z.optional(scene) }),
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
    summary: 'One coupon with its terms, and when and where it was used.',
    input: z.object({ couponId: id }),
    output: z.object({
      coupon: couponCard,
      terms: z.array(z.string()),
      uses: z.array(z.object({ at: instant, store: z.string() })),
    }),
  },
  'coupon.showCode': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'A fresh code for this coupon at the counter. Refused when it cannot be used.',
    input: z.object({ couponId: id }),
    output: shownCode,
  },
  'coupon.best': {
    kind: 'query',
    who: 'member',
    summary: 'Which of the member’s coupons take most off a basket in a store, and why others do not hold there.',
    input: z.object({
      storeId: id,
      lines: z.optional(z.array(basketLine).check(z.minLength(1), z.maxLength(100))),
      /** In place of lines, where only the sum is known. */
      amountFen: z.optional(fen),
    }),
    output: z.object({
      offFen: fen,
      coupons: z.array(
        z.object({
          coupon: couponCard,
          chosen: z.boolean(),
          /** What it takes off alone; null when it cannot be used here. */
          offFen: z.nullable(fen),
          why: z.nullable(couponWhy),
        }),
      ),
    }),
  },
} as const satisfies Contracts

export const couponApi = {
  ...couponMemberApi,
  ...couponGiftApi,
  ...couponCodeApi,
  ...couponOperatorApi,
  ...couponGrantApi,
} as const satisfies Contracts

export type CouponCard = z.infer<typeof couponCard>
export type CouponWhy = z.infer<typeof couponWhy>
export type CouponOffer = z.infer<typeof offerCard>
