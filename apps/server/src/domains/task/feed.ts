import { In, MoreThan, Not } from 'typeorm'
import { covers, lessOf, LOOKED_AT_DAYS, periodKeyOf } from '@huitou/shared/task/rules'
import type { MemberRow } from '#server/domains/member/entities'
import { brandOf } from '#server/domains/store/queries'
import { businessDay, minutesOfDay } from '#server/platform/business-day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Causes, Progresses, Tasks, type CauseRow, type ProgressRow, type TaskRow } from './entities'
import type { Happening } from './happenings'
import { settle } from './settle'
import { personOf, windowOf } from './terms'

const DAY_MS = 86_400_000

/** Tasks for which something of these kinds may count; ended ones as long as their rewards can be fetched. */
const tasksFor = (read: Reader, { kinds }: Happening, now: Date): Promise<TaskRow[]> =>
  read.find(Tasks, {
    where: [
      { goalKind: In(kinds), state: In(['on', 'paused']) },
      { goalKind: In(kinds), state: 'ended', endedAt: MoreThan(new Date(now.getTime() - LOOKED_AT_DAYS * DAY_MS)) },
    ],
    order: { id: 'ASC' },
  })

const FRESH = {
  count: 0,
  doneAt: null,
  claimedAt: null,
  rounds: 0,
  points: 0,
  cutBy: null,
  txnId: null,
  couponId: null,
}

/** The row of a member's progress, made when there is none. The caller holds the member's lock. */
async function progressFor(tx: Tx, task: TaskRow, memberId: string, periodKey: number, now: Date) {
  const where = { memberId, taskId: task.id, periodKey }
  const before = await tx.findOne(Progresses, { where })
  if (before) return before
  await tx.insert(Progresses, { ...FRESH, ...where, begunAt: now })
  return tx.findOneByOrFail(Progresses, where)
}

/** What was told before becomes what it is now. Answers the rows whose causes changed. */
async function tellAgain(tx: Tx, known: readonly CauseRow[], { times, fen, stands }: Happening): Promise<string[]> {
  const changed: string[] = []
  for (const one of known) {
    const after = stands ? { times, fen } : { times: lessOf(one.times, times), fen: lessOf(one.fen, fen) }
    if (after.times === one.times && after.fen === one.fen) continue
    await tx.update(Causes, { id: one.id }, after)
    changed.push(one.progressId)
  }
  return changed
}

/** The same for tasks that have not heard of it: they get a row, where it counts for them. */
async function tellFirst(tx: Tx, member: MemberRow, happening: Happening, known: readonly string[], now: Date) {
  const { cause, at, times, fen } = happening
  if (times === 0 && !happening.remembers) return []
  const brand = await brandOf(tx)
  const { day } = businessDay(at, brand)
  const moment = { at, day, minutes: minutesOfDay(at, brand.zone) }
  const told: string[] = []
  for (const task of await tasksFor(tx, happening, now)) {
    if (!covers(windowOf(task), moment, member.joinedAt)) continue
    const row = await progressFor(tx, task, member.id, periodKeyOf(task.period, day), now)
    if (known.includes(row.id)) continue
    await tx.insert(Causes, { progressId: row.id, cause, at, times, fen })
    told.push(row.id)
  }
  return told
}

/** Counts something that happened to a member for every task that it is for: once, however often and in whatever order it is told. */
export async function feed(tx: Tx, member: MemberRow, happening: Happening, now: Date) {
  const known = await tx.find(Causes, { where: { cause: happening.cause }, order: { progressId: 'ASC' } })
  const ids = known.map(({ progressId }) => progressId)
  const touched = [...(await tellAgain(tx, known, happening)), ...(await tellFirst(tx, member, happening, ids, now))]
  if (touched.length === 0) return
  const person = await personOf(tx, member)
  const rows = await tx.find(Progresses, { where: { id: In(touched) }, order: { id: 'ASC' } })
  for (const { id } of rows) await settleRow(tx, id, person, now)
}

/** Read again for each: settling one task may have settled the next. */
export async function settleRow(tx: Tx, id: string, person: Awaited<ReturnType<typeof personOf>>, now: Date) {
  const row: ProgressRow = await tx.findOneByOrFail(Progresses, { id })
  const task = await tx.findOne(Tasks, { where: { id: row.taskId, state: Not('draft') } })
  if (task) await settle(tx, task, row, person, now)
}
