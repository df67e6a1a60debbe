import * as z from 'zod/mini'
import { instant, month } from '../kit/schema'
import type { Contracts } from '../kit/contract'

/** How often somebody checked in within a month. */
export const CHECKIN_BANDS = ['none', 'few', 'some', 'many'] as const

const count = z.int().check(z.gte(0))

export const insightApi = {
  'insight.checkinOrders': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'What members bought in a month, by how often they checked in: not at all, 1–3, 4–9, 10 days and more. Counted every few hours, as of `asOf`.',
    input: z.object({ month }),
    output: z.object({
      month,
      /** Null while the month has not been counted. */
      asOf: z.nullable(instant),
      bands: z.array(
        z.object({
          band: z.enum(CHECKIN_BANDS),
          members: count,
          /** Of them, who bought at least once. */
          buyers: count,
          orders: count,
          /** Paid less refunded. */
          spentFen: count,
        }),
      ),
    }),
  },
} as const satisfies Contracts
