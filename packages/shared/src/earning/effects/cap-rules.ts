import { monthOf, type Day } from '../../kit/day'
import { applyCaps, ONE_TXN, type Cap } from '../../points/cap-rules'
import type { ExpiryPolicy } from '../../points/expiry-rules'
import { campaignOf, type EarnUnit, type RuleBody, type RuleSet } from '../rules'
import { spread } from '../sum-rules'
import { amountOf, type Part } from './part-rules'

/** Points that go under the same limits and so into one row of the journal. */
export type Lane = {
  key: string
  unit: EarnUnit
  title: string
  rules: string[]
  wanted: number
  granted: number
  /** The words of the limit that cut it; null when nothing did. */
  cutBy: string | null
  caps: Cap[]
  expiry: ExpiryPolicy | null
  pendingDays: number
  /** What of `wanted`, and of `granted`, belongs to each line of the basket. */
  weights: number[]
  lines: number[]
}

/** `caps`: what holds for every earning of this member, beside the rules. */
export type Whose = { memberId: string; day: Day; caps?: readonly Cap[] | undefined }

const cap = (key: string, limit: number | undefined, label: string, onExceed: Cap['onExceed'], shared?: true): Cap[] =>
  limit === undefined ? [] : [{ key, limit, label, onExceed, ...(shared ? { shared } : {}) }]

/** The limits of one rule, its budget, and its campaign's. */
export function capsOfRule(set: RuleSet, rule: RuleBody, { memberId, day }: Whose): Cap[] {
  const { pointsPerDay, pointsPerMonth, pointsEver, budgetPoints, onExceed = 'clip' } = rule.limits ?? {}
  const campaign = campaignOf(set, rule)
  const mine = `rule:${rule.key}:m${memberId}`
  return [
    ...cap(`${mine}:d${day}`, pointsPerDay, `「${rule.title}」每天最多 ${pointsPerDay} 积分`, onExceed),
    ...cap(`${mine}:${monthOf(day)}`, pointsPerMonth, `「${rule.title}」每月最多 ${pointsPerMonth} 积分`, onExceed),
    ...cap(mine, pointsEver, `「${rule.title}」每人最多 ${pointsEver} 积分`, onExceed),
    ...cap(`budget:rule:${rule.key}`, budgetPoints, `「${rule.title}」的积分已送完`, onExceed, true),
    ...(campaign
      ? cap(`campaign:${campaign.key}`, campaign.budgetPoints, `「${campaign.name}」的积分已送完`, onExceed, true)
      : []),
  ]
}

/** The limits of all rules together. */
export function capsOfSet({ caps }: RuleSet, { memberId, day, caps: others = [] }: Whose): Cap[] {
  const { pointsPerDay, pointsPerMonth } = caps ?? {}
  return [
    ...others,
    ...cap(`earning:m${memberId}:d${day}`, pointsPerDay, `每天最多 ${pointsPerDay} 积分`, 'clip'),
    ...cap(`earning:m${memberId}:${monthOf(day)}`, pointsPerMonth, `每月最多 ${pointsPerMonth} 积分`, 'clip'),
  ]
}

/** How much of each limit is used up, by its key: points of its caps, and how often each rule has given something. */
export type Used = { [key: string]: number }

export type TimeLimit = { key: string; limit: number; reason: 'times_day' | 'times_month' | 'times_ever' }

/** The limits of a rule on how often it gives something to one member. */
export function timeLimitsOf({ key, limits }: RuleBody, day: Day): TimeLimit[] {
  const { timesPerDay, timesPerMonth, timesEver } = limits ?? {}
  const all: { key: string; limit: number | undefined; reason: TimeLimit['reason'] }[] = [
    { key: `times:${key}:d${day}`, limit: timesPerDay, reason: 'times_day' },
    { key: `times:${key}:${monthOf(day)}`, limit: timesPerMonth, reason: 'times_month' },
    { key: `times:${key}`, limit: timesEver, reason: 'times_ever' },
  ]
  return all.filter((one): one is TimeLimit => one.limit !== undefined)
}

/** Names of the common lanes; no key of a rule begins with a star. */
const MAIN = '*'
const GROWTH = '*growth'

const addLines = (parts: readonly Part[]) =>
  parts.reduce<number[]>((all, part) => part.lines.map((one, at) => one + (all[at] ?? 0)), [])

function laneOf(key: string, parts: readonly Part[], own: RuleBody | undefined, caps: Cap[]): Lane {
  const [first] = parts
  const wanted = amountOf(parts)
  const weights = spread(wanted, addLines(parts))
  return {
    key,
    unit: key === GROWTH ? 'growth' : 'points',
    title: first?.title ?? '',
    rules: parts.map((part) => part.rule).filter((rule, at, all) => all.indexOf(rule) === at),
    wanted,
    granted: wanted,
    cutBy: null,
    caps,
    expiry: own?.expiry ?? null,
    pendingDays: own?.pendingDays ?? 0,
    weights,
    lines: weights,
  }
}

/**
 * Sorts parts into lanes: one for all rules without limits or an end of their own, one for each rule that has some, and one for growth,
 * which has no limits. The set's own limits hold for every lane of points.
 */
export function lanesOf(set: RuleSet, rules: readonly RuleBody[], parts: readonly Part[], whose: Whose): Lane[] {
  const given = parts.filter((part) => part.amount > 0)
  const apart = rules.filter(
    (rule) => rule.expiry !== undefined || rule.pendingDays !== undefined || capsOfRule(set, rule, whose).length > 0,
  )
  const ownOf = (key: string) => apart.find((rule) => rule.key === key)
  const laneKey = (part: Part) => (part.unit === 'growth' ? GROWTH : (ownOf(part.rule)?.key ?? MAIN))
  const keys = given.map(laneKey).filter((key, at, all) => all.indexOf(key) === at)
  return keys.map((key) => {
    const own = key === GROWTH ? undefined : ownOf(key)
    const caps = key === GROWTH ? [] : [...(own ? capsOfRule(set, own, whose) : []), ...capsOfSet(set, whose)]
    const mine = given.filter((part) => laneKey(part) === key)
    return laneOf(key, mine, own, caps)
  })
}

/** A lane of which so much was given. */
export const granting = (lane: Lane, granted: number, cutBy: string | null): Lane => ({
  ...lane,
  granted,
  cutBy,
  lines: spread(granted, lane.weights),
})

/** Cuts a lane to what its limits leave, as the ledger does. */
function cut(lane: Lane, used: Used): Lane {
  const caps = lane.caps.map((one) => ({ ...one, used: used[one.key] ?? 0 }))
  const { granted, cutBy } = applyCaps(lane.wanted, caps)
  return granting(lane, granted, cutBy)
}

/** Cuts lanes one after the other to what the limits leave. */
export function applyLimits(lanes: readonly Lane[], before: Used): Lane[] {
  const used = { ...before }
  return lanes.map((lane) => {
    const done = cut(lane, used)
    for (const { key } of done.caps) if (key !== ONE_TXN) used[key] = (used[key] ?? 0) + done.granted
    return done
  })
}
