import { In, IsNull, Not } from 'typeorm'
import { claimUntilOf, judgeClaim, type Standing } from '@huitou/shared/task/rules'
import { memberCaps } from '@huitou/shared/points/policy-rules'
import { Templates } from '#server/domains/coupon/entities'
import { couldIssue, issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { takeBackUnused } from '#server/domains/coupon/use'
import { isFrozen } from '#server/domains/points/account/freeze'
import { expiryFor, pointsPolicy } from '#server/domains/points/policy'
import { earn, postOne } from '#server/domains/points/post'
import { brandOf, today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { Progresses, Tasks, type ProgressRow, type TaskRow } from './entities'
import type { Person } from './terms'

/** Names the giving: again only after it was taken back, and then as another one. */
const keyOf = ({ id, rounds }: Pick<ProgressRow, 'id' | 'rounds'>) =>
  rounds === 1 ? `task:${id}` : `task:${id}:${rounds}`

/** What a reward is judged by. `claimedElsewhere`: as another membership of the same person. */
export const standingOf = (
  task: TaskRow,
  row: Pick<ProgressRow, 'doneAt' | 'claimedAt'> | null,
  around: { dayEndsAt: Date; level: number; claimedElsewhere: boolean },
): Standing => ({
  ...{ state: task.state, minLevel: task.minLevel, stockLeft: task.stockLeft, level: around.level },
  claimed: around.claimedElsewhere || (row !== null && row.claimedAt !== null),
  doneAt: row?.doneAt ?? null,
  claimUntil: claimUntilOf({ ...task, until: task.openUntil }, around.dayEndsAt),
})

/** The same, asked of the rows. */
export async function standingNow(read: Reader, task: TaskRow, row: ProgressRow, person: Person): Promise<Standing> {
  const { member, memberships } = person
  const others = memberships.filter((id) => id !== member.id)
  const where = { memberId: In(others), taskId: task.id, periodKey: row.periodKey, claimedAt: Not(IsNull()) }
  const claimedElsewhere = others.length > 0 && (await read.existsBy(Progresses, where))
  const dayEndsAt = row.periodKey === 0 ? new Date(0) : endOfDay(row.periodKey, await brandOf(read))
  return standingOf(task, row, { dayEndsAt, level: member.tierLevel, claimedElsewhere })
}

async function givePoints(tx: Tx, task: TaskRow, row: ProgressRow, actor: string, now: Date) {
  if (task.points === 0) return { points: 0, cutBy: null, txnId: null }
  const { memberId } = row
  const { day } = await today(tx, now)
  const posted = await earn(
    tx,
    {
      ...{ memberId, unit: 'points', points: task.points, sourceKey: keyOf(row), actor },
      ...{ reason: `完成任务「${task.name}」`, source: `任务 ${task.id}`, lotSource: 'task', memberActed: true },
      caps: memberCaps((await pointsPolicy(tx, now)).caps, memberId, day),
      ...(await expiryFor(tx, { memberId, at: now })),
    },
    now,
  )
  return { points: posted.granted, cutBy: posted.cutBy, txnId: posted.txnId }
}

async function giveCoupon(tx: Tx, { templateId }: TaskRow, row: ProgressRow, now: Date) {
  if (templateId === null) return null
  const template = await templateById(tx, templateId)
  return (await issueCoupon(tx, { memberId: row.memberId, template, source: 'task', sourceKey: keyOf(row), now })).id
}

/** One off what all share, so it comes last. Never below zero, whoever comes at once. */
async function takeReward(tx: Tx, { id, stockTotal }: TaskRow) {
  if (stockTotal === null) return
  const { affected } = await tx
    .createQueryBuilder()
    .update(Tasks)
    .set({ stockLeft: () => 'stock_left - 1' })
    .where('id = :id AND stockLeft > 0', { id })
    .execute()
  if (affected !== 1) throw new Refused('task_sold_out')
}

/** Gives what a task promises, all or nothing. The caller holds the member's lock and has judged. */
export async function giveReward(tx: Tx, task: TaskRow, before: ProgressRow, actor: string, now: Date) {
  const row = { ...before, rounds: before.rounds + 1 }
  const earned = await givePoints(tx, task, row, actor, now)
  const couponId = await giveCoupon(tx, task, row, now)
  const given = { ...earned, couponId, claimedAt: now, rounds: row.rounds }
  await tx.update(Progresses, { id: row.id }, given)
  const { id: taskId, name } = task
  const { memberId, id: progressId } = row
  await announce(tx, 'task.claimed', { memberId, taskId, progressId, name, points: earned.points, couponId }, now)
  await takeReward(tx, task)
}

/** Whether it could be given: what comes by itself waits otherwise, until somebody fetches it, and holds up nothing else. */
async function canGive(read: Reader, { points, templateId }: TaskRow, memberId: string, now: Date) {
  if (points > 0 && (await isFrozen(read, memberId))) return false
  if (templateId === null) return true
  const template = await read.findOne(Templates, { where: { id: templateId } })
  return template !== null && couldIssue(read, template, now)
}

/** The reward that needs no tap. What cannot be given now stays to be fetched. */
export async function giveByItself(tx: Tx, task: TaskRow, row: ProgressRow, person: Person, now: Date) {
  const isDue = judgeClaim(await standingNow(tx, task, row, person), now).ok
  if (!isDue || !(await canGive(tx, task, row.memberId, now))) return
  try {
    await giveReward(tx, task, row, 'system', now)
  } catch (error) {
    // The last one went to somebody else in this moment: told again, it is known to be gone.
    if (error instanceof Refused && ['task_sold_out', 'coupon_sold_out'].includes(error.code))
      throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    throw error
  }
}

/** What a reward was given for was undone: points go back, an unused coupon too, and the reward is there for others. */
export async function takeBackReward(tx: Tx, task: TaskRow, row: ProgressRow, now: Date) {
  const { id: progressId, memberId, txnId, couponId, rounds } = row
  const common = { memberId, unit: 'points', sourceKey: `untask:${progressId}:${rounds}`, actor: 'system' } as const
  const why = { reason: `任务「${task.name}」不算做完了，奖励收回`, source: `任务 ${task.id}`, memberActed: false }
  if (txnId !== null && row.points > 0)
    await postOne(tx, { kind: 'reverse', ...common, ...why, txnId, graceDays: 0 }, now)
  if (couponId !== null) await takeBackUnused(tx, [couponId], now)
  const nothing = { claimedAt: null, points: 0, cutBy: null, txnId: null, couponId: null }
  await tx.update(Progresses, { id: progressId }, nothing)
  await announce(
    tx,
    'task.takenBack',
    { memberId, taskId: task.id, progressId, name: task.name, points: row.points },
    now,
  )
  if (task.stockTotal !== null) await tx.increment(Tasks, { id: task.id }, 'stockLeft', 1)
}
