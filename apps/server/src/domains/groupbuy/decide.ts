import { LessThanOrEqual } from 'typeorm'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { GroupOrders, Teams } from './entities'
import { goBack } from './go-back'
import { lockSeat, seatsOf } from './team'

const SLICE = 100
const ASK_AGAIN_MS = 5_000
/** WeChat takes no payment after the team's end; who cannot be told about by now gets their money back when they can. */
const WAIT_AT_MOST_MS = 24 * 3_600_000

/**
 * A team whose time is over has failed, unless somebody's payment of before that is still on its way: then WeChat's word is waited for, so
 * that it makes no difference how late this runs (P7). For a day at most: one payment that stays unclear keeps nobody from their money.
 */
async function decideOne(tx: Tx, teamId: string, now: Date) {
  const team = await tx.findOne(Teams, { where: { id: teamId }, ...forUpdate(tx) })
  if (team?.state !== 'forming' || !team.deadlineAt || team.deadlineAt > now) return
  const mayWait = now.getTime() - team.deadlineAt.getTime() < WAIT_AT_MOST_MS
  if (mayWait && (await tx.existsBy(GroupOrders, { teamId, state: 'paying' }))) {
    await tx.update(Teams, { id: teamId }, { dueAt: new Date(now.getTime() + ASK_AGAIN_MS) })
    return
  }
  await tx.update(Teams, { id: teamId }, { state: 'failed', dueAt: null, decidedAt: now })
  for (const { id: orderId } of await seatsOf(tx, [teamId]))
    await announce(tx, 'groupbuy.teamFailed', { orderId, teamId }, now)
}

/** Teams whose time is over, each in a transaction of its own. True when more may be waiting. */
export async function decideTeams(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const due = await platform.db.manager.find(Teams, {
    select: { id: true },
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC' },
    take: SLICE,
  })
  const done = await eachAlone(platform, due, 'groupbuy.decide', (tx, { id }) => decideOne(tx, id, now))
  return done > 0 && due.length === SLICE
}

/** One member of a failed team gets their money back, whatever happens to the others. */
export async function refundFailed(tx: Tx, orderId: string, now: Date) {
  const { team, order } = await lockSeat(tx, { id: orderId })
  if (order.state === 'seated' && team.state === 'failed') await goBack(tx, order, 'team_failed', now)
}
