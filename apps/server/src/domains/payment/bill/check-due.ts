import { In, LessThanOrEqual } from 'typeorm'
import { retryAt } from '@huitou/shared/payment/rules'
import { isDuplicate } from '#server/platform/db/fault'
import { inTransaction, type Reader } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import { Payments } from '../entities'
import { beijingDayAt, daysReady } from './beijing'
import { checkBill } from './check-bill'
import { Bills } from './entities'

/** After a week away the days before are for a person to ask for. */
const DAYS_BACK = 7
const TOGETHER = 3

/** A row for a day, whose bill is to be fetched. */
export async function wantBill(read: Reader, day: number, now: Date) {
  const none = { paidCount: 0, paidFen: 0, refundCount: 0, refundFen: 0, differenceCount: 0 }
  const fresh = { dueAt: now, attempts: 0, fetchedAt: null, lastError: null }
  try {
    await read.insert(Bills, { day, state: 'wanted', ...none, ...fresh })
  } catch (error) {
    // Another process wants it too.
    if (!isDuplicate(error)) throw error
  }
}

/** Days since the first payment whose bills are ready and were not asked for. */
async function wantNew(read: Reader, now: Date) {
  const [first] = await read.find(Payments, { order: { id: 'ASC' }, take: 1 })
  if (!first) return
  const firstDay = beijingDayAt(first.createdAt)
  const days = daysReady(now, DAYS_BACK).filter((day) => day >= firstDay)
  const known = new Set((await read.find(Bills, { where: { day: In(days) } })).map(({ day }) => day))
  for (const day of days) if (!known.has(day)) await wantBill(read, day, now)
}

/** Fetches and compares the bills that are due. */
export async function checkDueBills(platform: Platform, now: Date): Promise<boolean> {
  const { db, pay, log } = platform
  if (!pay) return false
  await wantNew(db.manager, now)
  const unit: Unit = (work) => inTransaction(db, work)
  const due = await db.manager.find(Bills, {
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  for (const { day, attempts } of due)
    try {
      await checkBill(unit, pay, day, now)
    } catch (error) {
      log.error({ err: error, day }, 'a bill of WeChat Pay could not be checked')
      const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 300)
      const change = { lastError, attempts: attempts + 1, dueAt: retryAt(attempts + 1, now) }
      await unit((tx) => tx.update(Bills, { day }, change))
    }
  return due.length === TOGETHER
}
