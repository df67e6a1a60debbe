import { judgeIssue } from '@huitou/shared/coupon/rules'
import { activityFaults, activityFaultWords } from '@huitou/shared/groupbuy/activity-rules'
import type { ActivityState } from '@huitou/shared/groupbuy/schema'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { termsOf } from '../buyer'
import { Activities, GroupStock, type ActivityRow } from '../entities'
import { itemById, templateOf } from '../prize'

const lock = async (tx: Tx, id: string) => found(await tx.findOne(Activities, { where: { id }, ...forUpdate(tx) }))

async function prizeTermsOf(read: Reader, row: ActivityRow, now: Date) {
  if (row.itemId !== null) return { goods: await itemById(read, row.itemId) }
  const template = await templateOf(read, row)
  const { kind, usesTotal, giftable, stockTotal, claimable, validDays } = template
  const given = judgeIssue(template, now).ok
  return { voucher: { kind, usesTotal, giftable, counted: stockTotal !== null, claimable, validDays, given } }
}

/** What stands in the way of publishing, in words. */
export const faultsOf = async (read: Reader, row: ActivityRow, now: Date): Promise<string[]> =>
  activityFaults({ ...row, ...termsOf(row) }, await prizeTermsOf(read, row, now), now).map(activityFaultWords)

const MOVES: Record<'on' | 'paused' | 'ended', readonly ActivityState[]> = {
  on: ['draft', 'paused'],
  paused: ['on'],
  ended: ['on', 'paused'],
}

/** Moves a group-buy on. Refuses already_done, and group_ended for one that is over. Answers its id. */
async function move(tx: Tx, row: ActivityRow, to: keyof typeof MOVES, set: Partial<ActivityRow>): Promise<string> {
  if (row.state === to) throw new Refused('already_done')
  if (!MOVES[to].includes(row.state)) throw new Refused(row.state === 'ended' ? 'group_ended' : 'not_found')
  await tx.update(Activities, { id: row.id }, { state: to, ...set })
  return row.id
}

/** Puts it on sale. Refuses group_not_ready with the faults. */
export async function publishActivity(tx: Tx, id: string, now: Date): Promise<string> {
  const row = await lock(tx, id)
  const faults = row.state === 'ended' ? [] : await faultsOf(tx, row, now)
  if (faults.length > 0) throw new Refused('group_not_ready', { facts: { faults } })
  return move(tx, row, 'on', { publishedAt: row.publishedAt ?? now })
}

/** No new teams for now; open ones go on. */
export const pauseActivity = async (tx: Tx, id: string): Promise<string> => move(tx, await lock(tx, id), 'paused', {})

/** No new teams any more; open ones go on. */
export const endActivity = async (tx: Tx, id: string, now: Date): Promise<string> =>
  move(tx, await lock(tx, id), 'ended', { endedAt: now })

type Added = { activityId: string; add: number; reason: string; operatorId: string; now: Date }

/** Adds pieces, or takes some of what is left. Refuses stock_too_low. */
export async function addPieces(tx: Tx, { activityId, add, reason, operatorId, now }: Added): Promise<string> {
  const row = await lock(tx, activityId)
  if (row.stockLeft + add < 0) throw new Refused('stock_too_low')
  const stock = { stockTotal: row.stockTotal + add, stockLeft: row.stockLeft + add }
  await tx.update(Activities, { id: activityId }, stock)
  await tx.insert(GroupStock, { activityId, added: add, actor: `operator:${operatorId}`, reason, at: now })
  return activityId
}
