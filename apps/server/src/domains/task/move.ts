import { IsNull } from 'typeorm'
import { lessOf } from '@huitou/shared/task/rules'
import { memberById } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { Causes, Progresses, type ProgressRow } from './entities'
import { settleRow } from './feed'
import { personOf } from './terms'

/** What was done for a task as both memberships counts once, and for the one that goes on. */
async function pour(tx: Tx, from: ProgressRow, into: ProgressRow) {
  for (const cause of await tx.find(Causes, { where: { progressId: from.id }, order: { id: 'ASC' } })) {
    const same = await tx.findOne(Causes, { where: { progressId: into.id, cause: cause.cause } })
    if (!same) await tx.update(Causes, { id: cause.id }, { progressId: into.id })
    else {
      await tx.update(
        Causes,
        { id: same.id },
        { times: lessOf(same.times, cause.times), fen: lessOf(same.fen, cause.fen) },
      )
      await tx.delete(Causes, { id: cause.id })
    }
  }
  await tx.delete(Progresses, { id: from.id })
}

/**
 * The tasks of a membership go on in another of the same person. A reward that was fetched stays where it was given: to this person it is
 * given for good. The caller holds both locks.
 */
export async function moveTasks(tx: Tx, fromMemberId: string, toMemberId: string, now: Date) {
  const rows = await tx.find(Progresses, {
    where: { memberId: fromMemberId, claimedAt: IsNull() },
    order: { id: 'ASC' },
  })
  const moved: string[] = []
  for (const row of rows) {
    const { taskId, periodKey } = row
    const into = await tx.findOne(Progresses, { where: { memberId: toMemberId, taskId, periodKey } })
    if (into) await pour(tx, row, into)
    else await tx.update(Progresses, { id: row.id }, { memberId: toMemberId })
    moved.push(into?.id ?? row.id)
  }
  const person = await personOf(tx, await memberById(tx, toMemberId))
  for (const id of moved) await settleRow(tx, id, person, now)
}
