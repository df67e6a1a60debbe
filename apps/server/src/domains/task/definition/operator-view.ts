import { LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { OperatorTask } from '@huitou/shared/task/console-contract'
import { goalWords } from '@huitou/shared/task/word-rules'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Progresses, Tasks, type TaskRow } from '../entities'
import { bodyOf, goalOf } from '../terms'
import { faultsOf } from './lifecycle'

const present = async (read: Reader, row: TaskRow, now: Date): Promise<OperatorTask> => ({
  ...{ id: row.id, state: row.state, stockLeft: row.stockLeft, ...bodyOf(row) },
  publishedAt: row.publishedAt?.toISOString() ?? null,
  endedAt: row.endedAt?.toISOString() ?? null,
  goalWords: goalWords(goalOf(row)),
  faults: row.state === 'ended' ? [] : await faultsOf(read, row, now),
})

export const operatorTask = async (read: Reader, id: string, now: Date) => ({
  task: await present(read, found(await read.findOne(Tasks, { where: { id } })), now),
})

export async function operatorTasks(
  read: Reader,
  { state, before }: Input<'task.definitions'>,
  now: Date,
): Promise<Output<'task.definitions'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Tasks, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown: OperatorTask[] = []
  for (const row of rows.slice(0, PAGE_SIZE)) shown.push(await present(read, row, now))
  return { rows: shown, next: rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null }
}

type Counted = Record<keyof Output<'task.figures'>, string | number | null>

/** How a task goes, counted from its progresses. */
export async function figuresOf(read: Reader, taskId: string): Promise<Output<'task.figures'>> {
  found(await read.findOne(Tasks, { where: { id: taskId } }))
  const counted = await read
    .createQueryBuilder(Progresses, 'row')
    .select('COUNT(DISTINCT row.memberId)', 'began')
    .addSelect('COUNT(DISTINCT CASE WHEN row.doneAt IS NOT NULL THEN row.memberId END)', 'finished')
    .addSelect('COUNT(DISTINCT CASE WHEN row.claimedAt IS NOT NULL THEN row.memberId END)', 'claimed')
    .addSelect('COUNT(row.claimedAt)', 'rewards')
    .addSelect('SUM(row.points)', 'points')
    .addSelect('COUNT(row.couponId)', 'coupons')
    .addSelect('SUM(row.rounds) - COUNT(row.claimedAt)', 'takenBack')
    .where('row.taskId = :taskId', { taskId })
    .getRawOne<Counted>()
  const of = (name: keyof Counted) => Number(counted?.[name] ?? 0)
  return {
    ...{ began: of('began'), finished: of('finished'), claimed: of('claimed'), rewards: of('rewards') },
    ...{ points: of('points'), coupons: of('coupons'), takenBack: of('takenBack') },
  }
}
