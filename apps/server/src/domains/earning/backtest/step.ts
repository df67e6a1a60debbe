import { And, Between, In, LessThanOrEqual, MoreThan, LessThan, type FindOptionsWhere } from 'typeorm'
import type { RuleSet } from '@huitou/shared/earning/rules'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Decisions, type DecisionRow } from '../entities'
import { bodyBehind } from '../queries'
import { BacktestMembers, Backtests, type BacktestRow, type Progress } from './entities'
import { emptyGauge } from './gauge'
import { replay, replayRefund, type Member } from './replay'

/** Decisions a step: a second of work at most, so that the shop does not notice. */
const STEP = 200

const within = ({ fromDay, untilDay, untilId }: BacktestRow, afterId: string): FindOptionsWhere<DecisionRow> => ({
  event: 'purchase',
  mode: In(['live', 'reversal']),
  day: Between(fromDay, untilDay),
  id: And(MoreThan(afterId), LessThanOrEqual(untilId)),
})

async function membersOf(tx: Tx, backtestId: string, rows: readonly DecisionRow[]) {
  const ids = [...new Set(rows.map((row) => row.memberId))]
  const known = await tx.find(BacktestMembers, { where: { backtestId, memberId: In(ids) } })
  const members = new Map<string, Member>()
  for (const memberId of ids) {
    const row = known.find((one) => one.memberId === memberId)
    const fresh = { beforePoints: 0, afterPoints: 0, state: { gauge: emptyGauge(), open: {} } }
    members.set(memberId, row ?? fresh)
  }
  return { members, knownIds: new Set(known.map((one) => one.memberId)) }
}

async function saveMembers(tx: Tx, backtestId: string, { members, knownIds }: Awaited<ReturnType<typeof membersOf>>) {
  for (const [memberId, { beforePoints, afterPoints, state }] of members) {
    const row = { beforePoints, afterPoints, changePoints: afterPoints - beforePoints, state }
    if (knownIds.has(memberId)) await tx.update(BacktestMembers, { backtestId, memberId }, row)
    else await tx.insert(BacktestMembers, { backtestId, memberId, ...row })
  }
}

/** How many refunds within the replay each of these decisions has. */
async function refundsOf(
  read: Reader,
  backtest: BacktestRow,
  rows: readonly DecisionRow[],
): Promise<Map<string, number>> {
  const ids = rows.filter((row) => row.mode === 'live').map((row) => row.id)
  const refunds =
    ids.length === 0
      ? []
      : await read.find(Decisions, {
          select: { id: true, reverses: true },
          where: { ...within(backtest, '0'), reverses: In(ids) },
        })
  const counts = new Map<string, number>()
  for (const { reverses } of refunds) if (reverses !== null) counts.set(reverses, (counts.get(reverses) ?? 0) + 1)
  return counts
}

async function replayAll(tx: Tx, backtest: BacktestRow, rows: readonly DecisionRow[]): Promise<Progress> {
  const { progress } = backtest
  const compared = { before: backtest.againstBody, after: backtest.body }
  const known = await membersOf(tx, backtest.id, rows)
  const refunds = await refundsOf(tx, backtest, rows)
  const realSets = new Map<string | null, RuleSet>()
  for (const row of rows) {
    const member = known.members.get(row.memberId)
    if (!member) throw new Error(`decision ${row.id}: no such member in the replay`)
    const realSet = realSets.get(row.versionId) ?? (await bodyBehind(tx, row))
    realSets.set(row.versionId, realSet)
    if (row.mode === 'reversal') replayRefund(row, { progress, member })
    else replay(compared, row, { progress, member, realSet, refundsLeft: refunds.get(row.id) ?? 0 })
  }
  await saveMembers(tx, backtest.id, known)
  return progress
}

async function countMembers(read: Reader, backtestId: string): Promise<Progress['members']> {
  const count = (where: FindOptionsWhere<{ changePoints: number }>) =>
    read.countBy(BacktestMembers, { backtestId, ...where })
  return {
    winning: await count({ changePoints: MoreThan(0) }),
    losing: await count({ changePoints: LessThan(0) }),
    same: await count({ changePoints: 0 }),
  }
}

type Bounds = Pick<BacktestRow, 'total' | 'lastId' | 'untilId'>

/** How much there is to look at, and between which ids: asked once, so that every step goes along the ids from where it stands. */
async function boundsOf(read: Reader, backtest: BacktestRow): Promise<Bounds> {
  const found = await read
    .createQueryBuilder(Decisions, 'decision')
    .select('COUNT(*)', 'total')
    .addSelect('MIN(decision.id)', 'first')
    .addSelect('MAX(decision.id)', 'last')
    .where(within(backtest, '0'))
    .getRawOne<{ total: string | number; first: string | number | null; last: string | number | null }>()
  const { total = 0, first = null, last = null } = found ?? {}
  return { total: Number(total), lastId: String(Number(first ?? 1) - 1), untilId: String(last ?? 0) }
}

/** Takes a replay one step on. Answers whether more is left to do. */
export async function stepBacktest(tx: Tx, id: string, now: Date): Promise<boolean> {
  const row = await tx.findOneOrFail(Backtests, { where: { id }, ...forUpdate(tx) })
  if (row.state !== 'running') return false
  const backtest: BacktestRow = row.total > 0 ? row : { ...row, ...(await boundsOf(tx, row)) }
  const rows = await tx.find(Decisions, { where: within(backtest, backtest.lastId), order: { id: 'ASC' }, take: STEP })
  const progress = rows.length > 0 ? await replayAll(tx, backtest, rows) : backtest.progress
  const isOver = rows.length < STEP
  if (isOver) progress.members = await countMembers(tx, id)
  const { total, untilId } = backtest
  const done = backtest.done + rows.length
  const lastId = rows[rows.length - 1]?.id ?? backtest.lastId
  const end = isOver ? ({ state: 'done', finishedAt: now } as const) : {}
  await tx.update(Backtests, { id }, { progress, done, total, lastId, untilId, ...end })
  return !isOver
}
