import * as z from 'zod/mini'
import { day, id, instant, points } from '../../kit/schema'
import { EXPIRY_ROUNDINGS } from '../expiry-rules'
import { POINTS_MAX } from '../rules'

export const unit = z.enum(['points', 'growth'])
export const signedPoints = z.int().check(z.gte(-POINTS_MAX), z.lte(POINTS_MAX))
/** A sum over many members or years. */
export const manyPoints = z.int()
const months = z.int().check(z.gte(0), z.lte(120))
const atLeastOneMonth = z.int().check(z.gte(1), z.lte(120))
const limit = z.nullable(points)

/** Until when points hold. */
export const expiryPolicy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('days'), days: z.int().check(z.gte(1), z.lte(3660)) }),
  z.object({ kind: z.literal('rolling'), months: atLeastOneMonth, round: z.enum(EXPIRY_ROUNDINGS) }),
  z.object({ kind: z.literal('calendar'), graceMonths: months }),
  z.object({ kind: z.literal('inactivity'), months: atLeastOneMonth }),
])

export const policy = z.object({
  expiry: expiryPolicy,
  tierExpiry: z.array(z.object({ level: z.int(), expiry: expiryPolicy })).check(z.maxLength(20)),
  caps: z.object({ perTxn: limit, perDay: limit, perMonth: limit }),
  approvalAbove: points,
  warningDays: z.int().check(z.gte(0), z.lte(366)),
  pointMilliFen: z.int().check(z.gte(0), z.lte(1_000_000)),
})

export const policyVersion = z.object({
  id: z.nullable(id),
  activeFrom: z.nullable(instant),
  policy,
  actor: z.nullable(z.string()),
  reason: z.nullable(z.string()),
})

export const totals = z.object({ available: points, pending: points, held: points, debt: points })

export const accountCard = z.object({
  unit,
  ...totals.shape,
  frozen: z.nullable(z.object({ at: instant, reason: z.string(), by: z.string() })),
  activeAt: z.nullable(instant),
  lots: z.array(
    z.object({
      id,
      txnId: id,
      state: z.enum(['active', 'pending']),
      points,
      held: points,
      source: z.string(),
      ruleVersion: z.nullable(z.string()),
      activatesAt: z.nullable(instant),
      activatesOn: z.nullable(z.string()),
      expiresAt: z.nullable(instant),
    }),
  ),
})

/** Who of the console, and when. */
const by = z.object({ operatorId: id, name: z.string(), at: instant })

export const ADJUSTMENT_STATES = ['waiting', 'done', 'rejected'] as const
export const adjustment = z.object({
  id,
  memberId: id,
  unit,
  points: signedPoints,
  reason: z.string(),
  state: z.enum(ADJUSTMENT_STATES),
  asked: by,
  decided: z.nullable(by),
  note: z.nullable(z.string()),
  txnId: z.nullable(id),
})

export const BATCH_STATES = ['waiting', 'running', 'done', 'rejected', 'cancelled'] as const
export const batch = z.object({
  id,
  kind: z.enum(['adjust', 'opening']),
  title: z.string(),
  state: z.enum(BATCH_STATES),
  total: z.int(),
  done: z.int(),
  refused: z.int(),
  cancelled: z.int(),
  pointsUp: manyPoints,
  pointsDown: manyPoints,
  asked: by,
  decided: z.nullable(by),
  note: z.nullable(z.string()),
  finishedAt: z.nullable(instant),
})

export const BATCH_ROW_STATES = ['waiting', 'done', 'refused', 'cancelled'] as const
export const batchRow = z.object({
  id,
  line: z.int(),
  memberId: id,
  unit,
  points: signedPoints,
  /** Until when; null as the policy says, 0 never. */
  lastDay: z.nullable(z.union([day, z.literal(0)])),
  reason: z.string(),
  state: z.enum(BATCH_ROW_STATES),
  /** The code for which it was refused. */
  refusal: z.nullable(z.string()),
  txnId: z.nullable(id),
})

/** What is wrong with a file, line by line; and what it would come to. */
export const batchPreview = z.object({
  total: z.int(),
  pointsUp: manyPoints,
  pointsDown: manyPoints,
  needsApproval: z.boolean(),
  problems: z.array(z.object({ line: z.int(), problem: z.string() })),
  moreProblems: z.int(),
})

export const ledgerCheck = z.object({
  kind: z.enum(['touched', 'full']),
  day,
  accounts: z.int(),
  differing: z.int(),
  startedAt: instant,
  checkedAt: instant,
  finishedAt: z.nullable(instant),
})

export const difference = z.object({
  id,
  accountId: id,
  memberId: id,
  unit,
  facts: z.array(z.string()),
  foundAt: instant,
  solvedAt: z.nullable(instant),
  solvedBy: z.nullable(z.string()),
  reason: z.nullable(z.string()),
})
