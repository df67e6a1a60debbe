import { judgeTree, type Judged } from './condition-rules'
import type { Cap } from '../points/cap-rules'
import { lanesOf, timeLimitsOf, type Lane, type Used } from './effects/cap-rules'
import { amountOf, partsOf, type Benefit, type Giving, type Part } from './effects/part-rules'
import { groupOf, inOrder, isMemberDayOf, spanOfCampaign, type Facts, type RuleBody, type RuleSet } from './rules'
import { outside, type OutsideReason } from './window-rules'

export type SkipReason =
  | OutsideReason
  | 'conditions'
  | 'times_day'
  | 'times_month'
  | 'times_ever'
  | 'group_best'
  | 'group_first'
  | 'gives_nothing'

export type Context = {
  memberId: string
  /** The moment at which it happened, by which schedules are judged. */
  at: Date
  benefit: Benefit
  /** How often rules have given this member something, by the keys of their limits. */
  times?: Used | undefined
  /** Limits that hold for every earning of this member, beside the rules. */
  caps?: readonly Cap[] | undefined
  /** Takes every condition, window and scope as met: what the rules could cost at most. */
  worstCase?: true | undefined
}

export type RuleTrace = { rule: string; title: string; skipped: SkipReason | null; conditions: Judged[] }

export type Evaluation = {
  parts: Part[]
  lanes: Lane[]
  coupons: { rule: string; title: string; templateId: string }[]
  messages: { rule: string; text: string }[]
  /** Rules that gave something, in the order in which they were judged. */
  fired: string[]
  trace: RuleTrace[]
}

const overTimes = (rule: RuleBody, facts: Facts, times: Used = {}): SkipReason | null =>
  timeLimitsOf(rule, facts.day).find(({ key, limit }) => (times[key] ?? 0) >= limit)?.reason ?? null

function judgeRule(set: RuleSet, rule: RuleBody, facts: Facts, context: Context): RuleTrace {
  const { key, title } = rule
  if (context.worstCase) return { rule: key, title, skipped: null, conditions: [] }
  const { held, trace } = judgeTree(rule.if, facts)
  const skipped =
    outside(spanOfCampaign(set, rule), context.at, facts) ??
    outside(rule.when, context.at, facts) ??
    (held ? overTimes(rule, facts, context.times) : 'conditions')
  return { rule: key, title, skipped, conditions: trace }
}

/** What a rule is worth to the member beside the others: points first, then growth, then coupons. */
function worthOf(giving: Giving, rule: RuleBody, others: readonly RuleBody[]): number[] {
  const worth = (unit: 'points' | 'growth') =>
    amountOf(partsOf(giving, [...others, rule], unit)) - amountOf(partsOf(giving, others, unit))
  return [worth('points'), worth('growth'), rule.effects.filter((effect) => effect.kind === 'coupon').length]
}

const isMore = (a: readonly number[], b: readonly number[]) => {
  const at = a.findIndex((one, index) => one !== b[index])
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0)
}

/** Which rules of each group stay: all, the first, or the best beside everything that is in no such group. */
function stack(giving: Giving, holding: readonly RuleBody[]): Map<string, SkipReason> {
  const dropped = new Map<string, SkipReason>()
  const free = holding.filter((rule) => groupOf(giving.set, rule)?.mode !== 'best')
  for (const { key, mode } of giving.set.groups ?? []) {
    const members = holding.filter((rule) => rule.group === key)
    if (mode === 'first') for (const rule of members.slice(1)) dropped.set(rule.key, 'group_first')
    if (mode !== 'best') continue
    let best = members[0]
    for (const rule of members.slice(1))
      if (best && isMore(worthOf(giving, rule, free), worthOf(giving, best, free))) best = rule
    for (const rule of members) if (rule !== best) dropped.set(rule.key, 'group_best')
  }
  return dropped
}

function couponsOf(rules: readonly RuleBody[]): Evaluation['coupons'] {
  const all: Evaluation['coupons'] = []
  for (const { key, title, effects } of rules)
    for (const effect of effects)
      if (effect.kind === 'coupon') all.push({ rule: key, title, templateId: effect.templateId })
  return all
}

function messagesOf(rules: readonly RuleBody[]): Evaluation['messages'] {
  const all: Evaluation['messages'] = []
  for (const { key, effects } of rules)
    for (const effect of effects) if (effect.kind === 'message') all.push({ rule: key, text: effect.text })
  return all
}

/**
 * Judges a rule set: the one way in which it is done, whether for real, to try it, or over the past. Nothing is read but the arguments,
 * so the same facts give the same answer at any time.
 *
 * The order: rules by priority and key; window, conditions, times; groups; base; bonuses summed over the base (chains last); what is
 * added as it is; rounding of each rule. What limits on points leave of it is for `applyLimits`, lane by lane.
 */
export function evaluate(set: RuleSet, given: Facts, context: Context): Evaluation {
  const facts: Facts = { ...given, isMemberDay: given.isMemberDay ?? isMemberDayOf(set, given) }
  const giving: Giving = { set, facts, benefit: context.benefit, worstCase: context.worstCase }
  const rules = inOrder(set.rules).filter((rule) => rule.on === facts.event)
  const judged = rules.map((rule) => judgeRule(set, rule, facts, context))
  const holding = rules.filter((_, at) => judged[at]?.skipped === null)
  const dropped = stack(giving, holding)
  const kept = holding.filter((rule) => !dropped.has(rule.key))
  const parts = [...partsOf(giving, kept, 'points'), ...partsOf(giving, kept, 'growth')]
  const gives = (rule: RuleBody) =>
    rule.effects.some((effect) => effect.kind === 'coupon' || effect.kind === 'message') ||
    parts.some((part) => part.rule === rule.key && part.amount > 0)
  const fired = kept.filter(gives)
  const { memberId, caps } = context
  const reason = (one: RuleTrace): SkipReason | null =>
    one.skipped ?? dropped.get(one.rule) ?? (fired.some((rule) => rule.key === one.rule) ? null : 'gives_nothing')
  return {
    parts: parts.filter((part) => part.amount > 0),
    lanes: lanesOf(set, kept, parts, { memberId, day: facts.day, caps }),
    coupons: couponsOf(fired),
    messages: messagesOf(fired),
    fired: fired.map((rule) => rule.key),
    trace: judged.map((one) => ({ ...one, skipped: reason(one) })),
  }
}

/** The total of one unit over lanes. */
export const totalOf = (lanes: readonly Lane[], unit: Lane['unit'], of: 'wanted' | 'granted'): number =>
  lanes.filter((lane) => lane.unit === unit).reduce((sum, lane) => sum + lane[of], 0)

/** What an evaluation decided, without what only explains it: equal decisions are equal here. */
export const decisionOf = ({ parts, coupons, messages, trace }: Evaluation) => ({
  parts: parts.map(({ rule, unit, amount, how }) => ({ rule, unit, amount, how })),
  coupons: coupons.map(({ rule, templateId }) => ({ rule, templateId })),
  messages,
  skipped: trace.map(({ rule, skipped }) => ({ rule, skipped })),
})
