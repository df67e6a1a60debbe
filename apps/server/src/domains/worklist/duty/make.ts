import { In, LessThan } from 'typeorm'
import type { Day } from '@huitou/shared/kit/day'
import { fallsOn, minutesInto } from '@huitou/shared/worklist/rules'
import { openStores, today } from '#server/domains/store/queries'
import type { BrandRow } from '#server/domains/store/entities'
import { endOfDay, instantOf } from '#server/platform/business-day'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Duties, Items, type DutyRow, type ItemRow } from '../entities'

const SLICE = 100
const MINUTE_MS = 60_000

/** When it is due follows from the duty alone, however late its work is made (P7). */
export function timesOf({ dueMinutes, graceMinutes }: DutyRow, day: Day, brand: BrandRow) {
  const dueAt = instantOf(day, minutesInto(dueMinutes, brand.dayStartMinutes), brand.zone)
  return { dueAt, lateAt: new Date(dueAt.getTime() + graceMinutes * MINUTE_MS), endsAt: endOfDay(day, brand) }
}

export const wordsOf = ({ title, text, path, pictureId, roles }: DutyRow) => ({ title, text, path, pictureId, roles })

export const FRESH = { state: 'open', closedAt: null, staffId: null, late: false, skipReason: null } as const

export async function storesOf(read: Reader, { storeIds }: DutyRow): Promise<string[]> {
  const open = (await openStores(read)).map(({ id }) => id)
  return storeIds.length === 0 ? open : open.filter((id) => storeIds.includes(id))
}

/**
 * A duty's work of one day, in each of its stores once. What was due before the duty was written is nobody's omission and is not made. The
 * caller holds the duty's lock.
 */
export async function makeWork(tx: Tx, duty: DutyRow, day: Day, brand: BrandRow) {
  await tx.update(Duties, { id: duty.id }, { madeDay: day })
  const times = timesOf(duty, day, brand)
  if (!fallsOn(duty, day) || times.dueAt < duty.savedAt) return
  const cause = `duty:${duty.id}:${day}`
  const storeIds = await storesOf(tx, duty)
  const there = await tx.find(Items, { select: { storeId: true }, where: { storeId: In(storeIds), cause } })
  const missing = storeIds.filter((id) => !there.some(({ storeId }) => storeId === id))
  if (missing.length === 0) return
  const common = { ...FRESH, ...wordsOf(duty), ...times, dutyId: duty.id, cause, day, memberId: null, reason: null }
  await tx.insert(
    Items,
    missing.map((storeId): Omit<ItemRow, 'id'> => ({ ...common, storeId })),
  )
}

async function makeOne(tx: Tx, id: string, day: Day, brand: BrandRow) {
  const duty = await tx.findOne(Duties, { where: { id }, ...forUpdate(tx) })
  if (duty?.state === 'on' && duty.madeDay < day) await makeWork(tx, duty, day, brand)
}

/** The work of today, each duty in a transaction of its own. True when more may be waiting. */
export async function makeToday(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const { day, brand } = await today(platform.db.manager, now)
  const due = await platform.db.manager.find(Duties, {
    select: { id: true },
    where: { state: 'on', madeDay: LessThan(day) },
    order: { id: 'ASC' },
    take: SLICE,
  })
  const done = await eachAlone(platform, due, 'worklist.make', (tx, { id }) => makeOne(tx, id, day, brand))
  return done > 0 && due.length === SLICE
}
