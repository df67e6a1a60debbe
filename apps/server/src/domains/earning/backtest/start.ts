import { capsOfRule } from '@huitou/shared/earning/effects/cap-rules'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { daysBetween, isDay } from '@huitou/shared/kit/day'
import type { Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Decisions } from '../entities'
import { versionById } from '../version/in-force'
import { Backtests, type BudgetUse, type Progress } from './entities'
import { emptyGauge, isShared } from './gauge'

const DAYS_MAX = 366

/** The budgets of a set, each once. */
function budgetsOf(set: RuleSet): BudgetUse[] {
  const caps = set.rules.flatMap((rule) => capsOfRule(set, rule, { memberId: '0', day: 0 }))
  const shared = new Map(caps.filter((cap) => isShared(cap.key)).map((cap) => [cap.key, cap]))
  return [...shared.values()].map(({ key, label, limit }) => ({ key, label, limit, used: 0, burntOutAt: null }))
}

const emptyProgress = (set: RuleSet): Progress => ({
  before: { points: 0, growth: 0, coupons: 0 },
  after: { points: 0, growth: 0, coupons: 0 },
  differing: 0,
  budgets: budgetsOf(set),
  gauge: emptyGauge(),
  members: { winning: 0, losing: 0, same: 0 },
})

type Start = { versionId: string; againstId: string | null; from: number; until: number; by: string; now: Date }

/** Sets a replay going; a job does it piece by piece. Only what has happened by now is looked at. Answers its id. */
export async function startBacktest(tx: Tx, { versionId, againstId, from, until, by, now }: Start): Promise<string> {
  if (!isDay(from) || !isDay(until) || until < from || daysBetween(from, until) > DAYS_MAX)
    throw new Refused('input_invalid')
  const { body } = found(await versionById(tx, versionId))
  const against = againstId === null ? null : found(await versionById(tx, againstId))
  const [last] = await tx.find(Decisions, { select: { id: true }, where: {}, order: { id: 'DESC' }, take: 1 })
  const { identifiers } = await tx.insert(Backtests, {
    ...{ versionId, againstId, body, againstBody: against?.body ?? null, fromDay: from, untilDay: until },
    ...{ state: 'running', done: 0, total: 0, lastId: '0', untilId: last?.id ?? '0', progress: emptyProgress(body) },
    ...{ startedBy: by, startedAt: now, finishedAt: null },
  })
  return String(identifiers[0]?.['id'])
}
