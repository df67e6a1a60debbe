import * as z from 'zod/mini'
import { cursor, id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { actsApi } from './acts-contract'
import { checkoutApi } from './checkout-contract'
import { peopleApi } from './people-contract'
import { visit } from './visit-schema'

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

const admission = z.object({
  ticketId: id,
  title: z.string(),
  memberName: z.string(),
  /** Null: taken back. */
  at: z.nullable(instant),
  /** What it gave, in words; null for nothing. */
  gave: z.nullable(z.string()),
})

export const counterApi = {
  ...peopleApi,
  ...checkoutApi,
  ...actsApi,
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
  'counter.admit': {
    kind: 'command',
    who: 'clerk',
    summary:
      'Lets the member of a visit into a gathering, with their ticket or, where that is allowed, without one. Two clerks at once: one does.',
    input: z.object({ visitId: id, gatheringId: id }),
    output: admission,
  },
  'counter.undoAdmission': {
    kind: 'command',
    who: 'clerk',
    summary: 'Takes an admission back, within the window and with a reason: what it gave goes back, too.',
    input: z.object({ ticketId: id, reason: text(60) }),
    output: admission,
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

export type Verification = z.infer<typeof verification>
