import * as z from 'zod/mini'
import { day, fen, id } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { GRADES } from './rules'

const figures = {
  scans: z.int(),
  /** Who agreed to the privacy notice and came in; `joins` are those of them who had never been members. */
  consents: z.int(),
  joins: z.int(),
  /** Of those who joined in the span: who bought within thirty days of joining, and what they paid, net of refunds. */
  buyers: z.int(),
  spentFen: z.int(),
}

const permille = z.nullable(z.int())

const row = z.object({
  /** "0": what came with no code, to no store, of no source. */
  id: z.string(),
  name: z.string(),
  ...figures,
  joinPermille: permille,
  buyPermille: permille,
  sharePermille: permille,
  /** Null: too little to say. See GRADE_MARKS for the marks. */
  speed: z.nullable(z.enum(GRADES)),
  quality: z.nullable(z.enum(GRADES)),
  costFen: fen,
  cacFen: z.nullable(z.int()),
  /** Of stores, on the days for which walk-ins were entered. */
  walkIns: z.nullable(z.int()),
  scanCapturePermille: permille,
  joinCapturePermille: permille,
})

const report = z.object({
  days: z.int(),
  /** False while some who joined in the span have not been here for thirty days: more will still come. */
  complete: z.boolean(),
  total: z.object(figures),
  rows: z.array(row),
})

const span = { from: day, until: day }
const some = z.object({ scans: z.int(), joins: z.int(), buyers: z.int() })

export const attributionApi = {
  'attribution.report': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary:
      'What codes, sources, stores, staff or batches brought in a span of at most 92 days, most new members first.',
    input: z.object({ by: z.enum(['code', 'source', 'store', 'staff', 'batch']), ...span }),
    output: report,
  },
  'attribution.storeReport': {
    kind: 'query',
    who: 'manager',
    summary: 'The same for the codes, the staff or the whole of one of the caller’s stores.',
    input: z.object({ storeId: id, by: z.enum(['code', 'staff', 'store']), ...span }),
    output: report,
  },
  'attribution.mine': {
    kind: 'query',
    who: 'clerk',
    summary:
      'What the caller’s codes brought today and this month, against the target; what to say to people, and what to write on a poster.',
    input: z.object({}),
    output: z.object({ today: some, month: some, target: z.int(), lines: z.array(z.string()), offer: z.string() }),
  },
  'attribution.payLine': {
    kind: 'query',
    who: 'clerk',
    summary: 'What to say to somebody who has just paid in a store and is no member yet: what joining gives now.',
    input: z.object({ storeId: id }),
    output: z.object({ line: z.string() }),
  },
  'attribution.ranking': {
    kind: 'query',
    who: 'manager',
    summary: 'Staff of one store by the new members they brought this month.',
    input: z.object({ storeId: id }),
    output: z.object({
      rows: z.array(z.object({ staffId: id, name: z.string(), today: some, month: some, target: z.int() })),
    }),
  },
} as const satisfies Contracts

export type AttributionReport = z.infer<typeof report>
export type AttributionRow = z.infer<typeof row>
