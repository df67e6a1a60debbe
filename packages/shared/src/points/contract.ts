import * as z from 'zod/mini'
import { cursor, id, instant, page, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const POINT_FILTERS = ['all', 'earned', 'spent'] as const

const historyRow = z.object({
  id,
  /** Signed: what the balance gained or lost. */
  points: z.int(),
  balanceAfter: points,
  kind: z.enum(['earn', 'spend', 'return', 'expire', 'adjust', 'clawback']),
  /** Why, in the member's words. */
  reason: z.string(),
  /** Which rule or act it came from, and its version where it has one. */
  source: z.string(),
  at: instant,
  /** When what was earned runs out; null for what never does, and for what was taken. */
  expiresAt: z.nullable(instant),
  reference: z.string(),
})

export const pointsApi = {
  'points.balance': {
    kind: 'query',
    who: 'member',
    summary: 'What the member can spend, and what runs out next.',
    input: z.object({}),
    output: z.object({
      available: points,
      expiringNext: z.nullable(z.object({ points, at: instant })),
    }),
  },
  'points.history': {
    kind: 'query',
    who: 'member',
    summary: 'The journal, newest first, 20 rows a page.',
    input: z.object({ filter: z.enum(POINT_FILTERS), before: z.optional(cursor) }),
    output: page(historyRow),
  },
} as const satisfies Contracts

export type PointsHistoryRow = z.infer<typeof historyRow>
