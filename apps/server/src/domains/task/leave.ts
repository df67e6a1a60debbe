import { In, IsNull } from 'typeorm'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Causes, Progresses, Tasks } from './entities'

const ROWS_MAX = 20_000

/** What a leaving member has not fetched is forgotten, with all that they did for it; that a reward was given stays, under a number that leads to nobody. */
export async function forgetTasksOf(tx: Tx, memberId: string) {
  const rows = await tx.find(Progresses, { select: { id: true }, where: { memberId }, take: ROWS_MAX })
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  await tx.delete(Causes, { progressId: In(ids) })
  await tx.delete(Progresses, { memberId, claimedAt: IsNull() })
}

/** What is kept of a member here, for their own copy of everything. */
export async function tasksExported(read: Reader, memberId: string) {
  const rows = await read.find(Progresses, { where: { memberId }, order: { id: 'ASC' }, take: ROWS_MAX })
  const tasks = await read.find(Tasks, { where: { id: In([...new Set(rows.map(({ taskId }) => taskId))]) } })
  const names = new Map(tasks.map(({ id, name }) => [id, name]))
  return [
    {
      name: 'tasks',
      title: '任务',
      rows: rows.map(({ taskId, periodKey, count, doneAt, claimedAt, points, couponId }) => ({
        ...{ task: names.get(taskId) ?? '', day: periodKey === 0 ? null : periodKey, count },
        ...{ doneAt, claimedAt, points, couponId },
      })),
    },
  ]
}
