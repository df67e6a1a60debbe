import * as z from 'zod/mini'
import { fen, id, instant, points, text } from '../kit/schema'

export const TASK_STATES = ['draft', 'on', 'paused', 'ended'] as const

/** `daily` begins anew each business day, `once` is done and over, `growth` counts over a longer time. */
export const TASK_PERIODS = ['daily', 'once', 'growth'] as const

/**
 * What can be asked of a member: what they do in the shop themselves. Sharing, forwarding, following and subscribing are not among it and
 * never will be (R29, R37). `invite` counts friends who have bought, not those who were asked.
 */
export const GOAL_KINDS = [
  ...(['checkin', 'profile', 'visit', 'first_purchase', 'purchase', 'spend'] as const),
  ...(['invite', 'groupbuy', 'mall', 'coupon', 'gathering', 'review', 'survey'] as const),
] as const

/** Whether the reward is fetched with a tap, or comes by itself. */
export const CLAIM_MODES = ['claim', 'automatic'] as const

export type TaskState = (typeof TASK_STATES)[number]
export type TaskPeriod = (typeof TASK_PERIODS)[number]
export type GoalKind = (typeof GOAL_KINDS)[number]
export type ClaimMode = (typeof CLAIM_MODES)[number]

const wholeFrom = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

export const goal = z.object({
  kind: z.enum(GOAL_KINDS),
  /** How many times; of `spend` it says nothing. */
  count: wholeFrom(1, 365),
  /** Of `purchase`: what each must come to at least. Of `spend`: what all must come to. */
  minFen: z.nullable(fen),
})

/** What an operator decides about a task. */
export const taskBody = z.object({
  name: text(16),
  about: z.nullable(text(60)),
  period: z.enum(TASK_PERIODS),
  goal,
  /** What it gives: points, a coupon, or both; the same for everybody. */
  points,
  templateId: z.nullable(id),
  claim: z.enum(CLAIM_MODES),
  /** What happens in between counts. */
  from: z.nullable(instant),
  until: z.nullable(instant),
  /** 0 for Sunday to 6; none: every day. */
  weekdays: z.array(wholeFrom(0, 6)).check(z.maxLength(7)),
  /** In minutes after midnight. */
  hours: z.nullable(z.object({ from: wholeFrom(0, 1439), until: wholeFrom(1, 1440) })),
  /** The lowest tier that may fetch the reward. */
  minLevel: z.nullable(wholeFrom(1, 20)),
  /** Only what happens so many days after joining counts. */
  newcomerDays: z.nullable(wholeFrom(1, 365)),
  /** Opens when that one is done. */
  afterId: z.nullable(id),
  /** How many rewards there are in all; null: as many as are earned. */
  stockTotal: z.nullable(wholeFrom(1, 1_000_000)),
  /** Low ones stand first. */
  sort: wholeFrom(0, 9999),
})

/** What an operator sends: of a new one at least its name, period and goal; what is left out has its default, or stays. */
export const taskDraft = z.partial(taskBody)

export type Goal = z.infer<typeof goal>
export type TaskBody = z.infer<typeof taskBody>
export type TaskDraft = z.infer<typeof taskDraft>

/** What a new task is where its operator says nothing. */
export const TASK_DEFAULTS: Omit<TaskBody, 'name' | 'period' | 'goal'> = {
  ...{ about: null, points: 0, templateId: null, claim: 'claim', from: null, until: null, weekdays: [], hours: null },
  ...{ minLevel: null, newcomerDays: null, afterId: null, stockTotal: null, sort: 100 },
}
