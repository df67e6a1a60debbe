import { applyLimits, type Used } from '@huitou/shared/earning/effects/cap-rules'
import { evaluate } from '@huitou/shared/earning/evaluate-rules'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { ONE_TXN } from '@huitou/shared/points/cap-rules'
import type { DecisionRow } from '../entities'
import { timeKeys } from '../decide/judge'
import { undoneOf } from '../reverse'
import type { Gauge, MemberState, Progress, Side, View, Views } from './entities'
import { forgetDaysBefore, isShared, record, usedBy, type Moves, type SideName } from './gauge'

/** What is compared: `before` null stands for what was really given. `realSet` is the set by which a decision was really made. */
export type Compared = { before: RuleSet | null; after: RuleSet }

export type Totals = { beforePoints: number; afterPoints: number }
export type Member = { state: MemberState } & Totals

const sumOf = ({ postings }: View, unit: 'points' | 'growth') =>
  postings.filter((one) => one.unit === unit).reduce((sum, one) => sum + one.granted, 0)

/** What a view used of each limit. */
function usesOf({ postings, timeKeys: times }: View): Used {
  const used: Used = {}
  for (const { granted, capKeys } of postings)
    for (const key of capKeys) if (key !== ONE_TXN) used[key] = (used[key] ?? 0) + granted
  for (const key of times) used[key] = (used[key] ?? 0) + 1
  return used
}

const viewOf = (postings: View['postings'], coupons: number, keys: string[]): View => ({
  postings: postings.map(({ unit, granted, capKeys, lines }) => ({ unit, granted, capKeys, lines })),
  undone: postings.map(() => 0),
  timeKeys: keys,
  coupons,
})

function realView({ result, facts }: DecisionRow, realSet: RuleSet): View {
  const given = result.coupons.filter((one) => one.couponId !== null).length
  return viewOf(result.postings, given, timeKeys(realSet, facts, result.fired))
}

/** Judges a decision's facts by another set, with the limits as they stand on that side. */
function judgedView(decision: DecisionRow, set: RuleSet, used: (key: string) => number): View {
  const { facts, memberId, at, context } = decision
  const times = Object.fromEntries(timeKeys(set, facts).map((key) => [key, used(key)]))
  const evaluation = evaluate(set, facts, { memberId, at, benefit: context.benefit, times, caps: context.caps })
  const keys = evaluation.lanes.flatMap((lane) => lane.caps.map((cap) => cap.key))
  const lanes = applyLimits(evaluation.lanes, Object.fromEntries(keys.map((key) => [key, used(key)])))
  const postings = lanes.map((lane) => ({ ...lane, capKeys: lane.caps.map((cap) => cap.key) }))
  return viewOf(postings, evaluation.coupons.length, timeKeys(set, facts, evaluation.fired))
}

function add(side: Side, view: View) {
  side.points += sumOf(view, 'points')
  side.growth += sumOf(view, 'growth')
  side.coupons += view.coupons
}

const movesOf = ({ before, after, real }: Views): Moves => ({
  before: usesOf(before),
  after: usesOf(after),
  real: usesOf(real),
})

const isSame = (a: View, b: View) =>
  sumOf(a, 'points') === sumOf(b, 'points') && sumOf(a, 'growth') === sumOf(b, 'growth') && a.coupons === b.coupons

/** When a budget was used up on the side of what is tried. */
function watchBudgets(progress: Progress, seen: Used, at: Date) {
  for (const budget of progress.budgets) {
    budget.used = usedBy(progress.gauge, 'after', budget.key, seen)
    if (budget.used >= budget.limit) budget.burntOutAt ??= at.toISOString()
  }
}

/** Replays one decision on both sides. Refunds that follow must find it again. */
export function replay(
  compared: Compared,
  decision: DecisionRow,
  {
    progress,
    member,
    realSet,
    refundsLeft,
  }: { progress: Progress; member: Member; realSet: RuleSet; refundsLeft: number },
) {
  const { state } = member
  const seen: Used = { ...decision.context.times, ...decision.context.used }
  forgetDaysBefore(state.gauge, decision.day)
  const gaugeFor = (key: string): Gauge => (isShared(key) ? progress.gauge : state.gauge)
  const used = (side: SideName) => (key: string) => usedBy(gaugeFor(key), side, key, seen)
  const real = realView(decision, realSet)
  const views: Views = {
    before: compared.before ? judgedView(decision, compared.before, used('before')) : structuredClone(real),
    after: judgedView(decision, compared.after, used('after')),
    real,
  }
  record(gaugeFor, seen, movesOf(views))
  add(progress.before, views.before)
  add(progress.after, views.after)
  member.beforePoints += sumOf(views.before, 'points')
  member.afterPoints += sumOf(views.after, 'points')
  if (!isSame(views.before, views.after)) progress.differing += 1
  if (refundsLeft > 0) state.open[decision.id] = { ...views, refundsLeft }
  watchBudgets(progress, {}, decision.at)
}

/** What a refund takes back of a view, as a view of its own with negative amounts. */
function undo(view: View, refund: DecisionRow): View {
  const { undoing } = refund.result
  if (!undoing) return { ...view, postings: [], timeKeys: [], coupons: 0 }
  const postings = view.postings.map((posting, at) => {
    const already = view.undone[at] ?? 0
    const due = Math.max(already, undoneOf(posting, undoing))
    view.undone[at] = due
    return { ...posting, granted: already - due }
  })
  return { postings, undone: [], timeKeys: [], coupons: 0 }
}

/** A refund takes back on each side what that side had given. */
export function replayRefund(refund: DecisionRow, { progress, member }: { progress: Progress; member: Member }) {
  const { state } = member
  const views = state.open[refund.reverses ?? '']
  if (!views) return
  const isWhole = refund.result.undoing?.whole ?? false
  const back: Views = {
    before: undo(views.before, refund),
    after: undo(views.after, refund),
    real: undo(views.real, refund),
  }
  const moves = movesOf(back)
  if (isWhole) {
    for (const side of ['before', 'after', 'real'] as const)
      for (const key of views[side].timeKeys) moves[side][key] = (moves[side][key] ?? 0) - 1
  }
  views.refundsLeft -= 1
  if (views.refundsLeft === 0) delete state.open[refund.reverses ?? '']
  record((key) => (isShared(key) ? progress.gauge : state.gauge), {}, moves)
  add(progress.before, back.before)
  add(progress.after, back.after)
  member.beforePoints += sumOf(back.before, 'points')
  member.afterPoints += sumOf(back.after, 'points')
}
