import * as z from 'zod/mini'
import { cursor, day, id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const ACT_KINDS = ['verification', 'purchase', 'refund', 'pickup', 'enrolment', 'slip', 'admission'] as const

/** A clerk’s id, or `till`: the shop’s own till, through the open API. */
const doer = z.union([id, z.literal('till')])

/** One thing that a clerk did, or the till. */
const act = z.object({
  id,
  kind: z.enum(ACT_KINDS),
  /** The verification, purchase, refund, order, member, slip or ticket. */
  subjectId: id,
  title: z.string(),
  memberName: z.nullable(z.string()),
  staffId: doer,
  staffName: z.string(),
  at: instant,
  amountFen: z.nullable(z.int()),
  points: z.nullable(z.int()),
  undoneAt: z.nullable(instant),
  undoReason: z.nullable(z.string()),
  undoneBy: z.nullable(z.string()),
  /** A purchase of whose money nothing is left to refund. */
  refunded: z.boolean(),
  /** Until when the caller may undo it; null when that is over or not theirs. */
  undoUntil: z.nullable(instant),
})

/** What was done, counted; what was undone counts as undone only. */
const totals = z.object({
  verified: z.int(),
  purchases: z.int(),
  paidFen: z.int(),
  refunds: z.int(),
  refundedFen: z.int(),
  pickedUp: z.int(),
  enrolled: z.int(),
  slips: z.int(),
  admitted: z.int(),
  undone: z.int(),
})

const shift = z.object({
  staffName: z.string(),
  storeName: z.string(),
  startedAt: instant,
  /** Null while it goes on. */
  endedAt: z.nullable(instant),
  totals,
  note: z.nullable(z.string()),
})

export const actsApi = {
  'counter.day': {
    kind: 'query',
    who: 'clerk',
    summary:
      'A store’s day: everything that was done at its counter, newest first, with totals; per clerk for managers.',
    input: z.object({ storeId: id, day: z.optional(day), staffId: z.optional(doer), before: z.optional(cursor) }),
    output: z.object({
      day,
      totals: z.extend(totals, { refused: z.int() }),
      mine: totals,
      clerks: z.array(z.object({ staffId: doer, name: z.string(), totals })),
      rows: z.array(act),
      next: z.nullable(cursor),
    }),
  },
  'counter.shift': {
    kind: 'query',
    who: 'clerk',
    summary: 'What the caller has done in this store since they last handed over.',
    input: z.object({ storeId: id }),
    output: z.object({ shift }),
  },
  'counter.handOver': {
    kind: 'command',
    who: 'clerk',
    summary: 'Ends the caller’s shift and keeps its summary.',
    input: z.object({ storeId: id, note: z.optional(text(60)) }),
    output: z.object({ shift }),
  },
  'counter.shifts': {
    kind: 'query',
    who: 'manager',
    summary: 'The shifts that were handed over on a store’s day.',
    input: z.object({ storeId: id, day: z.optional(day) }),
    output: z.object({ shifts: z.array(shift) }),
  },
} as const satisfies Contracts

export type Act = z.infer<typeof act>
export type ActTotals = z.infer<typeof totals>
export type Shift = z.infer<typeof shift>
