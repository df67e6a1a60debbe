import { countsAt, progressOf, targetOf, worthOf } from '@huitou/shared/task/rules'
import { isFrozen } from '#server/domains/points/account/freeze'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Causes, Progresses, Tasks, type ProgressRow, type TaskRow } from './entities'
import { giveByItself, takeBackReward } from './give'
import { goalOf, opensAfterOf, type Person } from './terms'

const sameMoment = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime()

/** Tasks that open when this one is done, as far as this person has done something for them already. */
async function settleFollowers(tx: Tx, task: TaskRow, person: Person, now: Date) {
  for (const follower of await tx.find(Tasks, { where: { afterId: task.id }, order: { id: 'ASC' } })) {
    const rows = await tx.find(Progresses, {
      where: { memberId: person.member.id, taskId: follower.id },
      order: { id: 'ASC' },
    })
    for (const row of rows) await settle(tx, follower, row, person, now)
  }
}

/**
 * Makes a progress what its causes say, and lets follow what follows: a reward that comes by itself, one that goes back since what it was
 * given for was undone, the next task. The caller holds the member's lock.
 */
export async function settle(tx: Tx, task: TaskRow, row: ProgressRow, person: Person, now: Date): Promise<ProgressRow> {
  const goal = goalOf(task)
  const opensAfter = await opensAfterOf(tx, task, person)
  const causes = (await tx.find(Causes, { where: { progressId: row.id } })).map((one) => ({
    ...{ cause: one.cause, at: countsAt(goal, one.at, opensAfter), value: worthOf(goal, one) },
  }))
  const { count, doneAt } = progressOf(causes, targetOf(goal), opensAfter)
  const after = { ...row, count, doneAt }
  if (doneAt === null && row.points > 0 && (await isFrozen(tx, person.member.id))) {
    // Until its account is let go nothing can be taken back, and everything else goes on.
    await announce(tx, 'task.owed', { memberId: row.memberId, progressId: row.id }, now)
    return row
  }
  if (count !== row.count || !sameMoment(doneAt, row.doneAt))
    await tx.update(Progresses, { id: row.id }, { count, doneAt })
  if (doneAt !== null && row.doneAt === null) {
    const { id: taskId, name, period } = task
    const facts = { memberId: row.memberId, taskId, progressId: row.id, name, period, at: doneAt.toISOString() }
    await announce(tx, 'task.done', facts, now)
  }
  const isCurrent = row.memberId === person.member.id
  if (doneAt === null && row.claimedAt !== null) await takeBackReward(tx, task, after, now)
  else if (doneAt !== null && task.claim === 'automatic' && isCurrent) await giveByItself(tx, task, after, person, now)
  if (!sameMoment(doneAt, row.doneAt)) await settleFollowers(tx, task, person, now)
  return after
}
