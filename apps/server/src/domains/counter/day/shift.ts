import { MoreThan } from 'typeorm'
import type { Shift } from '@huitou/shared/counter/acts-contract'
import { Staff as StaffTable } from '#server/domains/staff/entities'
import { staffNames } from '#server/domains/staff/queries'
import { storeById, today } from '#server/domains/store/queries'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { Acts, Shifts, type ShiftRow } from './entities'
import { NO_ACTS, sumsOf, totalsOf } from './totals'

const BEFORE_ALL = '0'

/** The last shift that this clerk handed over in this store: the running one began after it. */
const lastShift = (read: Reader, staffId: string, storeId: string) =>
  read.findOne(Shifts, { where: { staffId, storeId }, order: { toActId: 'DESC' } })

/** What a clerk has done in a store since they last handed over; it began with the first act since. */
async function runningShift(read: Reader, staffId: string, storeId: string, now: Date) {
  const afterId = (await lastShift(read, staffId, storeId))?.toActId ?? BEFORE_ALL
  const where = { staffId, storeId, id: MoreThan(afterId) }
  const first = await read.findOne(Acts, { where, order: { id: 'ASC' } })
  const last = await read.findOne(Acts, { where, order: { id: 'DESC' } })
  return {
    startedAt: first?.at ?? now,
    toActId: last?.id ?? null,
    totals: totalsOf(last ? await sumsOf(read, { storeId, staffId, afterId, toId: last.id }) : []),
  }
}

export async function presentRunning(read: Reader, staff: Staff, storeId: string, now: Date): Promise<Shift> {
  const { startedAt, totals } = await runningShift(read, staff.staffId, storeId, now)
  const { name: storeName } = await storeById(read, storeId)
  return { staffName: staff.name, storeName, startedAt: startedAt.toISOString(), endedAt: null, totals, note: null }
}

/** Ends the running shift; refused `shift_empty` when nothing was done in it. Answers its id. */
export async function handOver(
  tx: Tx,
  staff: Pick<Staff, 'staffId'>,
  { storeId, note }: { storeId: string; note?: string | undefined },
  now: Date,
): Promise<string> {
  // Two phones of one clerk hand over one after the other.
  await tx.findOne(StaffTable, { where: { id: staff.staffId }, ...forUpdate(tx) })
  const { startedAt, toActId, totals } = await runningShift(tx, staff.staffId, storeId, now)
  if (toActId === null) throw new Refused('shift_empty')
  const { day } = await today(tx, now)
  const row = { staffId: staff.staffId, storeId, day, startedAt, endedAt: now, toActId, totals, note: note ?? null }
  const { identifiers } = await tx.insert(Shifts, row)
  return String(identifiers[0]?.['id'])
}

async function presentShifts(read: Reader, rows: readonly ShiftRow[]): Promise<Shift[]> {
  const names = await staffNames(
    read,
    rows.map((row) => row.staffId),
  )
  const [first] = rows
  const storeName = first ? (await storeById(read, first.storeId)).name : ''
  return rows.map(({ staffId, startedAt, endedAt, totals, note }) => ({
    staffName: names.get(staffId) ?? '',
    storeName,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    // Handed over before something came to be counted.
    totals: { ...NO_ACTS, ...totals },
    note,
  }))
}

export async function presentShift(read: Reader, id: string): Promise<Shift> {
  const row = found(await read.findOne(Shifts, { where: { id } }))
  return found((await presentShifts(read, [row]))[0])
}

const SHIFTS_MAX = 100

export async function shiftsOfDay(read: Reader, storeId: string, day: number): Promise<Shift[]> {
  return presentShifts(
    read,
    await read.find(Shifts, { where: { storeId, day }, order: { id: 'DESC' }, take: SHIFTS_MAX }),
  )
}
