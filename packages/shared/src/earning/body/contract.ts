import * as z from 'zod/mini'
import { id, instant, text } from '../../kit/schema'
import { EXPIRY_ROUNDINGS } from '../../points/expiry-rules'
import { conditionsOf } from '../condition-rules'
import { BOUNDS, EARN_EVENTS, GROUP_MODES, OPERATORS, ROUNDINGS } from '../rules'

/** One thing said in both languages. */
export const words = z.object({ zh: z.string(), en: z.string() })

const whole = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))
const listOf = <Item extends z.core.$ZodType>(item: Item, max: number, min = 1) =>
  z.array(item).check(z.minLength(min), z.maxLength(max))

/** Names a rule, a group or a campaign through all versions. */
export const ruleKey = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,31}$/))
const word = text(40)
const scalar = z.union([z.boolean(), z.int(), word])

const scope = z.object({
  categories: z.optional(listOf(word, BOUNDS.values)),
  skus: z.optional(listOf(word, BOUNDS.values)),
  except: z.optional(z.boolean()),
})

const condition = z.object({
  fact: z.string().check(z.regex(/^[a-zA-Z]{1,24}$/)),
  op: z.enum(OPERATORS),
  value: z.union([scalar, listOf(word, BOUNDS.values), listOf(z.int(), BOUNDS.values)]),
  of: z.optional(scope),
})

/** One level of the tree. Written out level by level: a schema that calls itself has no end, in a request or in OpenAPI. */
const above = <Inner extends z.core.$ZodType>(inner: Inner) =>
  z.union([condition, z.object({ match: z.enum(['all', 'any', 'none']), nodes: listOf(inner, BOUNDS.conditions) })])
const tree = above(above(above(condition))).check(
  z.refine((node) => conditionsOf(node).length <= BOUNDS.conditions, 'too many conditions'),
)

const minute = whole(0, 1440)
const when = z.object({
  from: z.optional(instant),
  until: z.optional(instant),
  weekdays: z.optional(listOf(whole(0, 6), 7)),
  monthDays: z.optional(listOf(whole(1, 31), 31)),
  minutes: z.optional(listOf(z.object({ from: minute, until: minute }), 6)),
})

const unit = z.enum(['points', 'growth'])
const give = whole(1, BOUNDS.giveMax)
const of = z.optional(scope)

const effect = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('perAmount'), unit, everyFen: whole(1, BOUNDS.everyFenMax), give, of }),
  z.object({ kind: z.literal('perItem'), unit, give, of }),
  z.object({ kind: z.literal('fixed'), unit, give }),
  z.object({ kind: z.literal('multiply'), unit, permille: whole(1001, BOUNDS.permilleMax), of }),
  z.object({ kind: z.literal('multiplyBy'), unit, by: z.enum(['tier', 'memberDay']), of }),
  z.object({ kind: z.literal('coupon'), templateId: id }),
  z.object({ kind: z.literal('message'), text: text(80) }),
])

const amount = z.optional(whole(1, BOUNDS.pointsMax))
const times = z.optional(whole(1, 10_000))

const limits = z.object({
  pointsPerDay: amount,
  pointsPerMonth: amount,
  pointsEver: amount,
  timesPerDay: times,
  timesPerMonth: times,
  timesEver: times,
  budgetPoints: amount,
  onExceed: z.optional(z.enum(['clip', 'reject'])),
})

const months = whole(1, 120)
const expiry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('days'), days: whole(1, 3650) }),
  z.object({ kind: z.literal('rolling'), months, round: z.enum(EXPIRY_ROUNDINGS) }),
  z.object({ kind: z.literal('calendar'), graceMonths: whole(0, 24) }),
  z.object({ kind: z.literal('inactivity'), months }),
])

export const ruleBody = z.object({
  key: ruleKey,
  title: word,
  on: z.enum(EARN_EVENTS),
  when: z.optional(when),
  if: z.optional(tree),
  effects: listOf(effect, BOUNDS.effects),
  limits: z.optional(limits),
  round: z.optional(z.enum(ROUNDINGS)),
  priority: z.optional(whole(0, 1000)),
  expiry: z.optional(expiry),
  pendingDays: z.optional(whole(1, 90)),
  group: z.optional(ruleKey),
  campaign: z.optional(ruleKey),
  explain: z.optional(z.object({ zh: text(120), en: text(200) })),
})

/** Texts may be empty in a draft; publishing checks that they are there (R33). */
const draftText = (max: number) => z.string().check(z.trim(), z.maxLength(max))

const campaign = z.object({
  key: ruleKey,
  name: word,
  organiser: draftText(60),
  contact: draftText(60),
  conditions: draftText(400),
  limits: draftText(400),
  from: instant,
  until: instant,
  budgetPoints: amount,
})

/** All that one version of the rules says. */
export const ruleSet = z.object({
  rules: listOf(ruleBody, BOUNDS.rules, 0),
  groups: z.optional(listOf(z.object({ key: ruleKey, mode: z.enum(GROUP_MODES) }), BOUNDS.groups, 0)),
  campaigns: z.optional(listOf(campaign, BOUNDS.campaigns, 0)),
  memberDays: z.optional(
    z.object({ monthDays: z.optional(listOf(whole(1, 31), 31)), weekdays: z.optional(listOf(whole(0, 6), 7)) }),
  ),
  caps: z.optional(z.object({ pointsPerDay: amount, pointsPerMonth: amount })),
})
