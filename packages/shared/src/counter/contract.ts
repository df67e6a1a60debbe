import * as z from 'zod/mini'
import { couponFace } from '../coupon/contract'
import { cursor, id, instant, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

/** One coupon as the clerk sees it: what it is, and why it may or may not be used here and now. */
const counterCoupon = z.object({
  id,
  face: couponFace,
  expiresAt: instant,
  usable: z.boolean(),
  /** The refusal, in words to read aloud; null when usable. */
  why: z.nullable(z.string()),
  /** Facts behind a refusal (when, where, by whom), as label and value. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
})

/** What a scan opened: bound to this clerk for ten minutes. */
const visit = z.object({
  id,
  kind: z.enum(['coupon', 'member']),
  endsAt: instant,
  member: z.object({ name: z.string(), phoneMasked: z.nullable(z.string()), tierName: z.string(), available: points }),
  /** The scanned coupon alone, or for a member code all unused ones. */
  coupons: z.array(counterCoupon),
})

const verification = z.object({
  id,
  couponName: z.string(),
  memberName: z.string(),
  staffName: z.string(),
  storeName: z.string(),
  at: instant,
  undoneAt: z.nullable(instant),
  undoReason: z.nullable(z.string()),
  /** Until when this clerk may undo it; null when that is over. */
  undoUntil: z.nullable(instant),
})

export const counterApi = {
  'counter.scan': {
    kind: 'command',
    who: 'clerk',
    summary: 'Exchanges a scanned code, or eight typed digits, for a visit. Each code works once.',
    input: z.object({
      storeId: id,
      code: z.optional(z.string().check(z.minLength(1), z.maxLength(512))),
      digits: z.optional(z.string().check(z.regex(/^\d{8}$/))),
    }),
    output: z.object({ visit }),
  },
  'counter.visit': {
    kind: 'query',
    who: 'clerk',
    summary: 'The visit again, judged as of now.',
    input: z.object({ visitId: id }),
    output: z.object({ visit }),
  },
  'counter.verify': {
    kind: 'command',
    who: 'clerk',
    summary: 'Uses up one coupon of the visit. Two clerks at once: one wins, the other is told who and when (P3).',
    input: z.object({ visitId: id, couponId: id }),
    output: z.object({ verification }),
  },
  'counter.undo': {
    kind: 'command',
    who: 'clerk',
    summary: 'Takes a verification back, within the window and with a reason. The coupon keeps its original end.',
    input: z.object({ verificationId: id, reason: text(60) }),
    output: z.object({ verification }),
  },
  'counter.today': {
    kind: 'query',
    who: 'clerk',
    summary: 'The store’s day: totals, and verifications newest first.',
    input: z.object({ storeId: id, before: z.optional(cursor) }),
    output: z.object({
      totals: z.object({ verified: z.int(), undone: z.int(), refused: z.int(), mine: z.int() }),
      rows: z.array(verification),
      next: z.nullable(cursor),
    }),
  },
} as const satisfies Contracts

export type CounterVisit = z.infer<typeof visit>
export type CounterCoupon = z.infer<typeof counterCoupon>
export type Verification = z.infer<typeof verification>
