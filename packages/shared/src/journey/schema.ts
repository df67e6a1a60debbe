import * as z from 'zod/mini'
import { CODE_KINDS } from '../channel/schema'
import { fen, id, text } from '../kit/schema'
import { tag } from '../member/tag-contract'
import { pagePath, readyText } from '../worklist/schema'

export const JOURNEY_STATES = ['draft', 'on', 'paused', 'stopping', 'ended'] as const
export type JourneyState = (typeof JOURNEY_STATES)[number]

/** `left`: its member left the shop; `stopped`: by the switch; `unmet`: a check on the way did not hold. */
export const RUN_STATES = ['open', 'done', 'unmet', 'left', 'stopped'] as const
export type RunState = (typeof RUN_STATES)[number]

const wholeFrom = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** Which purchases: of what was paid and kept at least so much, in one of these stores; without them, every one. */
const purchaseFilter = {
  minFen: z.optional(fen),
  storeIds: z.optional(z.array(id).check(z.maxLength(200))),
}

/** What begins it: a closed list. `silent`, `silent_checkin` and `birthday` are brought by time, all others by what a member does. */
export const trigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('joined') }),
  z.object({ kind: z.literal('first_purchase'), ...purchaseFilter }),
  z.object({ kind: z.literal('purchase'), ...purchaseFilter }),
  z.object({ kind: z.literal('coupon_ending') }),
  z.object({ kind: z.literal('tier_up') }),
  z.object({ kind: z.literal('task_done') }),
  /** Came to a gathering. */
  z.object({ kind: z.literal('came') }),
  z.object({ kind: z.literal('referral') }),
  /** So many days after the last purchase; with `backDays` also who has been silent for so much longer when it is put on. */
  z.object({ kind: z.literal('silent'), days: wholeFrom(1, 730), backDays: wholeFrom(0, 365) }),
  /** So many days after the last check-in, with whom there was one. */
  z.object({ kind: z.literal('silent_checkin'), days: wholeFrom(1, 730), backDays: wholeFrom(0, 365) }),
  z.object({ kind: z.literal('birthday'), daysBefore: wholeFrom(0, 60) }),
])
export type Trigger = z.infer<typeof trigger>
export type TriggerKind = Trigger['kind']

/** What can be asked about a member: a closed list. */
export const test = z.discriminatedUnion('fact', [
  z.object({ fact: z.literal('level'), is: z.enum(['atLeast', 'atMost']), value: wholeFrom(1, 20) }),
  z.object({ fact: z.literal('purchases'), is: z.enum(['atLeast', 'atMost']), value: wholeFrom(0, 100_000) }),
  z.object({ fact: z.literal('daysSincePurchase'), is: z.enum(['atLeast', 'atMost']), value: wholeFrom(0, 3650) }),
  z.object({ fact: z.literal('hasPhone'), value: z.boolean() }),
  z.object({ fact: z.literal('sourceKind'), value: z.enum(CODE_KINDS) }),
  z.object({ fact: z.literal('tagged'), tag, value: z.boolean() }),
])
export type Test = z.infer<typeof test>

/** No tests: everybody. */
export const condition = z.object({ of: z.enum(['all', 'any']), tests: z.array(test).check(z.maxLength(8)) })
export type Condition = z.infer<typeof condition>

export const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wait'), minutes: wholeFrom(1, 525_600) }),
  /** Until clocks of the brand next show this hour. */
  z.object({ kind: z.literal('until'), hour: wholeFrom(0, 23) }),
  /** Goes on only with whom it holds for. */
  z.object({ kind: z.literal('check'), condition }),
  z.object({ kind: z.literal('coupon'), templateId: z.nullable(id) }),
  z.object({ kind: z.literal('points'), points: wholeFrom(1, 100_000) }),
  z.object({ kind: z.literal('message'), title: text(20), words: text(100), page: z.nullable(pagePath) }),
  z.object({
    kind: z.literal('work'),
    title: text(24),
    text: z.nullable(readyText),
    withinHours: wholeFrom(1, 336),
  }),
  /** Put on them, or taken off. */
  z.object({ kind: z.literal('tag'), tag, put: z.boolean() }),
])
export type Step = z.infer<typeof step>
export type StepKind = Step['kind']

/** What an operator decides about a journey. */
export const journeyBody = z.object({
  name: text(24),
  trigger,
  condition,
  steps: z.array(step).check(z.maxLength(20)),
  /** Null: once for ever. Else again, for what happens so many days before or after what they entered for, whenever it is told. */
  againDays: z.nullable(wholeFrom(1, 730)),
  /** How many members may enter in a business day. */
  dayCap: z.nullable(wholeFrom(1, 1_000_000)),
  /** How much it may give in all; needed where a step gives points, or coupons. */
  pointsBudget: z.nullable(wholeFrom(1, 1_000_000_000)),
  couponsBudget: z.nullable(wholeFrom(1, 10_000_000)),
})
export type JourneyBody = z.infer<typeof journeyBody>
