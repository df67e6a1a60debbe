import { In } from 'typeorm'
import type { EarningBacktest } from '@huitou/shared/earning/contract'
import { worthFen } from '@huitou/shared/points/policy-rules'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { pointsPolicy } from '#server/domains/points/policy'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { BacktestMembers, Backtests, type BacktestMemberRow } from './entities'

const SHOWN = 10

async function swingsOf(read: Reader, rows: readonly BacktestMemberRow[]): Promise<EarningBacktest['winners']> {
  if (rows.length === 0) return []
  const members = await read.find(Members, { where: { id: In(rows.map((row) => row.memberId)) } })
  return rows.map(({ memberId, beforePoints, afterPoints, changePoints }) => {
    const member = members.find((one) => one.id === memberId)
    const name = member ? nameForOthers(member) : ''
    return { memberId, name, before: Math.max(0, beforePoints), after: Math.max(0, afterPoints), points: changePoints }
  })
}

async function extremes(read: Reader, backtestId: string, order: 'ASC' | 'DESC') {
  const rows = await read.find(BacktestMembers, {
    where: { backtestId },
    order: { changePoints: order, memberId: 'ASC' },
    take: SHOWN,
  })
  return swingsOf(
    read,
    rows.filter((row) => (order === 'DESC' ? row.changePoints > 0 : row.changePoints < 0)),
  )
}

/** A replay as far as it has come; who wins and loses most once it is done. */
export async function presentBacktest(read: Reader, id: string, now: Date): Promise<EarningBacktest> {
  const row = found(await read.findOne(Backtests, { where: { id } }))
  const { before, after, differing, budgets, members } = row.progress
  const { pointMilliFen } = await pointsPolicy(read, now)
  const side = ({ points, growth, coupons }: typeof before) => ({
    points: Math.max(0, points),
    fen: worthFen(Math.max(0, points), pointMilliFen),
    growth: Math.max(0, growth),
    coupons,
  })
  const [was, is] = [side(before), side(after)]
  const isDone = row.state === 'done'
  return {
    ...{ id, versionId: row.versionId, againstId: row.againstId, from: row.fromDay, until: row.untilDay },
    ...{ state: row.state, done: row.done, total: row.total },
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    before: was,
    after: is,
    pointsChange: is.points - was.points,
    fenChange: is.fen - was.fen,
    purchasesDiffering: differing,
    membersWinning: members.winning,
    membersLosing: members.losing,
    membersSame: members.same,
    winners: isDone ? await extremes(read, id, 'DESC') : [],
    losers: isDone ? await extremes(read, id, 'ASC') : [],
    budgets: budgets.map((one) => ({ ...one, used: Math.min(one.used, one.limit) })),
  }
}
