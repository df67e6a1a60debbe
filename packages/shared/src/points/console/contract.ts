import * as z from 'zod/mini'
import { cursor, day, id, instant, month, page, text } from '../../kit/schema'
import type { Contracts } from '../../kit/contract'
import { historyRow, POINT_FILTERS } from '../contract'
import * as part from './parts'

const reason = text(80)
const memberId = id
const csv = z.string().check(z.minLength(1), z.maxLength(4_000_000))
const CSV_KB = 4096

const accounts = {
  'points.policy': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The points policy in force, those that are coming, and the latest before.',
    input: z.object({}),
    output: z.object({ current: part.policyVersion, versions: z.array(part.policyVersion) }),
  },
  'points.changePolicy': {
    kind: 'command',
    who: 'operator',
    may: 'approve',
    summary: 'A new version of the points policy, from now or a later moment on. What was granted keeps its end.',
    input: z.object({ policy: part.policy, activeFrom: z.optional(instant), reason }),
    output: part.policyVersion,
  },
  'points.account': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'A member’s points and growth as they stand, lot by lot.',
    input: z.object({ memberId }),
    output: z.object({ memberId, accounts: z.array(part.accountCard) }),
  },
  'points.accountHistory': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'A member’s journal, newest first, 20 rows a page.',
    input: z.object({
      memberId,
      unit: z.optional(part.unit),
      filter: z.enum(POINT_FILTERS),
      before: z.optional(cursor),
      month: z.optional(month),
    }),
    output: page(historyRow),
  },
  'points.asOf': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What a member had, or will have if nothing else happens, at any moment past or future.',
    input: z.object({ memberId, unit: part.unit, at: instant }),
    output: z.object({ at: instant, ...part.totals.shape }),
  },
  'points.freeze': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    summary: 'Stops a member’s account: it can be read, and nothing else, until somebody lets it go.',
    input: z.object({ memberId, unit: part.unit, reason }),
    output: part.accountCard,
  },
  'points.unfreeze': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    summary: 'Lets an account go on that an operator froze. One that the self-check froze is reconciled instead.',
    input: z.object({ memberId, unit: part.unit, reason }),
    output: part.accountCard,
  },
} as const satisfies Contracts

const adjustments = {
  'points.adjust': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    summary: 'Corrects a balance by hand. Above the policy’s limit it waits for a second person.',
    input: z.object({
      memberId,
      unit: z.optional(part.unit),
      points: part.signedPoints.check(z.refine((value) => value !== 0, 'zero points')),
      reason,
    }),
    output: part.adjustment,
  },
  'points.adjustments': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Adjustments in one state, newest first.',
    input: z.object({ state: z.enum(part.ADJUSTMENT_STATES), before: z.optional(cursor) }),
    output: page(part.adjustment),
  },
  'points.decideAdjustment': {
    kind: 'command',
    who: 'operator',
    may: 'approve',
    summary: 'Agrees to an adjustment or turns it down; never the one who asked for it.',
    input: z.object({ adjustmentId: id, approve: z.boolean(), note: z.optional(reason) }),
    output: part.adjustment,
  },
} as const satisfies Contracts

const batches = {
  'points.previewBatch': {
    kind: 'query',
    who: 'operator',
    may: 'points',
    bodyKb: CSV_KB,
    summary:
      'Reads a file of adjustments (memberId, points, reason) or opening balances (member, points, expires, growth); writes nothing.',
    input: z.object({ kind: z.enum(['adjust', 'opening']), csv }),
    output: part.batchPreview,
  },
  'points.startBatch': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    bodyKb: CSV_KB,
    summary:
      'Adjusts by a file: columns memberId, points (signed), reason. Refused whole when a line is wrong; above the limit it waits for approval.',
    input: z.object({ title: text(40), csv }),
    output: part.batch,
  },
  'points.importOpening': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    bodyKb: CSV_KB,
    summary:
      'Brings balances from another system: columns member (phone or number), points, expires (a day, never or empty), growth. A member’s line for one day counts once, in whatever file.',
    input: z.object({ title: text(40), csv }),
    output: part.batch,
  },
  'points.decideBatch': {
    kind: 'command',
    who: 'operator',
    may: 'approve',
    summary: 'Agrees to a file as a whole or turns it down; never the one who asked for it.',
    input: z.object({ batchId: id, approve: z.boolean(), note: z.optional(reason) }),
    output: part.batch,
  },
  'points.cancelBatch': {
    kind: 'command',
    who: 'operator',
    may: 'points',
    summary: 'Stops a file: lines not yet done stay undone.',
    input: z.object({ batchId: id }),
    output: part.batch,
  },
  'points.batches': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Files, newest first, with how far each is.',
    input: z.object({ state: z.optional(z.enum(part.BATCH_STATES)), before: z.optional(cursor) }),
    output: page(part.batch),
  },
  'points.batch': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One file, and how far it is.',
    input: z.object({ batchId: id }),
    output: part.batch,
  },
  'points.batchRows': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The lines of a file with what became of each, in the order of the file.',
    input: z.object({ batchId: id, state: z.optional(z.enum(part.BATCH_ROW_STATES)), after: z.optional(cursor) }),
    output: page(part.batchRow),
  },
} as const satisfies Contracts

const figures = {
  'points.liability': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What outstanding points stand for in money, by the month in which they end and by where they came from.',
    input: z.object({ unit: z.optional(part.unit) }),
    output: z.object({
      /** Everything written up to then is in it. */
      freshAt: instant,
      points: part.manyPoints,
      costFen: z.int(),
      rows: z.array(
        z.object({
          /** yyyymm; null: never, or with the member’s inactivity. */
          month: z.nullable(month),
          ends: z.enum(['month', 'never', 'inactivity']),
          source: z.string(),
          points: part.manyPoints,
          costFen: z.int(),
        }),
      ),
    }),
  },
  'points.series': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Points issued, burned, expired and outstanding, by day or month; at most 400 days.',
    input: z.object({ unit: z.optional(part.unit), from: day, to: day, by: z.enum(['day', 'month']) }),
    output: z.object({
      freshAt: instant,
      rows: z.array(
        z.object({
          /** yyyymmdd, or yyyymm. */
          period: z.int(),
          issued: part.manyPoints,
          burned: part.manyPoints,
          expired: part.manyPoints,
          clawed: part.manyPoints,
          adjusted: part.manyPoints,
          opening: part.manyPoints,
          outstanding: part.manyPoints,
        }),
      ),
    }),
  },
  'points.checks': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The latest self-checks of the ledger, and the accounts that differ from their entries.',
    input: z.object({}),
    output: z.object({ checks: z.array(part.ledgerCheck), differences: z.array(part.difference) }),
  },
  'points.reconcile': {
    kind: 'command',
    who: 'operator',
    may: 'approve',
    summary: 'Rebuilds an account that the self-check froze from its entries, on record, and lets it go on.',
    input: z.object({ memberId, unit: part.unit, reason }),
    output: part.accountCard,
  },
} as const satisfies Contracts

/** What operators see and do of the ledger. */
export const pointsConsoleApi = { ...accounts, ...adjustments, ...batches, ...figures } as const

export type PointsAccountCard = z.infer<typeof part.accountCard>
