import { canonical } from '../canonical-rules'
import { campaignOf, type Campaign, type Effect, type Limits, type RuleBody, type RuleSet, type When } from '../rules'

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b)

/** Not less than before; absent means without limit. */
const notTighter = (before: number | undefined, after: number | undefined) =>
  after === undefined || (before !== undefined && after >= before)

function notSmaller(before: Effect, after: Effect | undefined): boolean {
  if (!after || after.kind !== before.kind) return false
  const { give: a, everyFen: b, permille: c, ...restBefore } = { give: 0, everyFen: 0, permille: 0, ...before }
  const { give: x, everyFen: y, permille: z, ...restAfter } = { give: 0, everyFen: 0, permille: 0, ...after }
  return same(restBefore, restAfter) && x >= a && y <= b && z >= c
}

const LIMITS = [
  'pointsPerDay',
  'pointsPerMonth',
  'pointsEver',
  'timesPerDay',
  'timesPerMonth',
  'timesEver',
  'budgetPoints',
] as const

const limitsHold = (before: Limits = {}, after: Limits = {}) =>
  LIMITS.every((name) => notTighter(before[name], after[name])) &&
  (after.onExceed !== 'reject' || before.onExceed === 'reject')

const untilHolds = (before: string | undefined, after: string | undefined) =>
  after === undefined || (before !== undefined && Date.parse(after) >= Date.parse(before))
const fromHolds = (before: string | undefined, after: string | undefined) =>
  after === undefined || (before !== undefined && Date.parse(after) <= Date.parse(before))

/** The same window, or one that begins earlier or ends later. */
function windowHolds({ from, until, ...rest }: When = {}, { from: start, until: end, ...restAfter }: When = {}) {
  return same(rest, restAfter) && fromHolds(from, start) && untilHolds(until, end)
}

const UNTOUCHED = ['on', 'if', 'round', 'group', 'expiry'] as const

/** Whether a rule gives everybody at least what it gave before. Where that cannot be told it counts as worse. */
const ruleNotWorse = (before: RuleBody, after: RuleBody | undefined): boolean =>
  after !== undefined &&
  UNTOUCHED.every((name) => same(before[name], after[name])) &&
  windowHolds(before.when, after.when) &&
  before.effects.every((effect, at) => notSmaller(effect, after.effects[at])) &&
  limitsHold(before.limits, after.limits) &&
  (after.pendingDays ?? 0) <= (before.pendingDays ?? 0)

const campaignNotWorse = (before: Campaign, after: Campaign | undefined) =>
  after !== undefined &&
  untilHolds(before.until, after.until) &&
  fromHolds(before.from, after.from) &&
  notTighter(before.budgetPoints, after.budgetPoints)

/** The running campaigns that a new version would make worse for members (R33). */
export function worsened(before: RuleSet | null, after: RuleSet, at: Date): string[] {
  if (!before) return []
  const running = (before.campaigns ?? []).filter(
    ({ from, until }) => Date.parse(from) <= at.getTime() && at.getTime() < Date.parse(until),
  )
  return running
    .filter((campaign) => {
      const rules = before.rules.filter((rule) => campaignOf(before, rule)?.key === campaign.key)
      const next = (after.campaigns ?? []).find((one) => one.key === campaign.key)
      const kept = rules.every((rule) =>
        ruleNotWorse(
          rule,
          after.rules.find((one) => one.key === rule.key),
        ),
      )
      return !kept || !campaignNotWorse(campaign, next)
    })
    .map((campaign) => campaign.key)
}
