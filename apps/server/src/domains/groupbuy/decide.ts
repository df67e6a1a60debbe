import { LessThanOrEqual } from 'typeorm'
import { forUpdate, inTransaction, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Platform } from '#server/platform/platform'
import { GroupOrders, Teams } from './entities'
import { goBack } from './go-back'
import { lockSeat, seatsOf } from './team'

const SLICE = 100
const ASK_AGAIN_MS = 5_000

/**
 * A team whose time is over has failed, unless somebody's payment of before that is still on its way: then WeChat's word is waited for, so
 * that it makes no difference how late this runs (P7).
 */
async function decideOne(tx: Tx, teamId: string, now: Date) {
  const team = await tx.findOne(Teams, { where: { id: teamId }, ...forUpdate(tx) })
  if (team?.state !== 'forming' || !team.deadlineAt || team.deadlineAt > now) return
  if (await tx.existsBy(GroupOrders, { teamId, state: 'paying' })) {
    await tx.update(Teams, { id: teamId }, { dueAt: new Date(now.getTime() + ASK_AGAIN_MS) })
    return
  }
  await tx.update(Teams, { id: teamId }, { state: 'failed', dueAt: null, decidedAt: now })
  for (const { id: orderId } of await seatsOf(tx, [teamId]))
    await announce(tx, 'groupbuy.teamFailed', { orderId, teamId }, now)
}

/** Teams whose time is over, each in a transaction of its own. True when more may be waiting. */
export async function decideTeams({ db }: Pick<Platform, 'db'>, now: Date): Promise<boolean> {
  const due = await db.manager.find(Teams, {
    select: { id: true },
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC' },
    take: SLICE,
  })
  for (const { id } of due) await inTransaction(db, (tx) => decideOne(tx, id, now))
  return due.length === SLICE
}

/** One member of a failed team gets their money back, whatever happens to the others. */
export async function refundFailed(tx: Tx, orderId: string, now: Date) {
  const { team, order } = await lockSeat(tx, { id: orderId })
  if (order.state === 'seated' && team.state === 'failed') await goBack(tx, order, 'team_failed', now)
}
