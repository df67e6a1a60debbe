import * as z from 'zod/mini'
import { id, instant, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { stepIsWhole } from './quote-rules'

const STEP_MAX = 1_000_000

/** How points pay at the counter, and how long a receipt’s code can be claimed. */
const policy = z
  .object({
    pointsPerYuan: z.int().check(z.gte(1), z.lte(100_000)),
    /** 0 turns paying with points off. */
    maxSharePermille: z.int().check(z.gte(0), z.lte(1000)),
    minPoints: z.int().check(z.gte(0), z.lte(STEP_MAX)),
    stepPoints: z.int().check(z.gte(1), z.lte(STEP_MAX)),
    slipDays: z.int().check(z.gte(1), z.lte(30)),
  })
  .check(z.refine(stepIsWhole, 'a step of points must be worth whole fen'))

/** `id` null: nobody has decided yet, and this is what counts. */
const policyVersion = z.object({
  id: z.nullable(id),
  activeFrom: z.nullable(instant),
  policy,
  actor: z.nullable(z.string()),
  reason: z.nullable(z.string()),
})

export const purchasePolicyApi = {
  'purchase.policy': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How points pay at the counter: the policy in force, those that are coming, and the latest before.',
    input: z.object({}),
    output: z.object({ current: policyVersion, versions: z.array(policyVersion) }),
  },
  'purchase.savePolicy': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'A new version, from now or a later moment on. Bills that are open keep the figures they were shown with.',
    input: z.object({ policy, activeFrom: z.optional(instant), reason: text(80) }),
    output: policyVersion,
  },
} as const satisfies Contracts

export type SettleVersion = z.infer<typeof policyVersion>
