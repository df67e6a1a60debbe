import * as z from 'zod/mini'
import { cursor, day, id, instant, month, page, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const POINT_FILTERS = ['all', 'earned', 'spent', 'expired', 'pending', 'adjusted'] as const

/** Exactly what a transaction did. `kind` says the same more coarsely, in the words that the first clients know. */
const act = z.enum([
  'earn',
  'spend',
  'return',
  'expire',
  'adjust',
  'clawback',
  'hold',
  'capture',
  'release',
  'activate',
  'cancel',
  'opening',
  'transfer_out',
  'transfer_in',
])

export const historyRow = z.object({
  id,
  /** Signed: what the balance gained or lost. */
  points: z.int(),
  balanceAfter: points,
  kind: z.enum(['earn', 'spend', 'return', 'expire', 'adjust', 'clawback']),
  act,
  /** Why, in the member's words. */
  reason: z.string(),
  /** Which rule or act it came from, and its version where it has one. */
  source: z.string(),
  at: instant,
  /** When what was earned runs out; null for what never does, and for what was taken. */
  expiresAt: z.nullable(instant),
  reference: z.string(),
  /** How many points were asked for, and how many it came to; the same unless a limit cut it, which `cutBy` names. */
  wanted: points,
  granted: points,
  cutBy: z.nullable(z.string()),
  /** The stored evaluation of the earning rules, and the rule's version. */
  decisionId: z.nullable(id),
  ruleVersion: z.nullable(z.string()),
})

export const pointsApi = {
  'points.balance': {
    kind: 'query',
    who: 'member',
    summary: 'What the member can spend, what is on its way, set aside or owed, and what runs out when.',
    input: z.object({}),
    output: z.object({
      available: points,
      expiringNext: z.nullable(z.object({ points, at: instant })),
      /** Earned and not available yet; the next of it that time brings. */
      pending: points,
      pendingNext: z.nullable(z.object({ points, at: instant })),
      /** Set aside for something that is going on. */
      held: points,
      /** Taken back when it was already spent: the next points pay it off. */
      debt: points,
      /** What ends within the days of warning that the shop has set, by the last business day on which it can be used. */
      expiring: z.array(z.object({ points, lastDay: day })),
      warningDays: z.int(),
      /** What a point is worth, in thousandths of a fen: 1000 make 100 points ¥1. */
      pointMilliFen: z.int(),
    }),
  },
  'points.history': {
    kind: 'query',
    who: 'member',
    summary: 'The journal, newest first, 20 rows a page; of one month when asked for one.',
    input: z.object({ filter: z.enum(POINT_FILTERS), before: z.optional(cursor), month: z.optional(month) }),
    output: page(historyRow),
  },
} as const satisfies Contracts

export type PointsHistoryRow = z.infer<typeof historyRow>
