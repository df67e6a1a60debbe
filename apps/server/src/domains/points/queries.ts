import { settled, totalsOf, type Totals } from '@huitou/shared/points/book-rules'
import { endingSoon } from '@huitou/shared/points/expiry-rules'
import { expiringNext, type Lot } from '@huitou/shared/points/rules'
import type { Output } from '@huitou/shared/api'
import { today } from '#server/domains/store/queries'
import { businessDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { readBooks, viewOf } from './book'
import { Accounts, Entries, type AccountRow, type MemberBucket, type PointUnit } from './entities'
import { pointsPolicy } from './policy'

export const accountOf = async (read: Reader, memberId: string, unit: PointUnit) =>
  found(await read.findOne(Accounts, { where: { memberId, unit } }))

async function bookOf(read: Reader, account: AccountRow) {
  const [book] = await readBooks(read, [account])
  if (!book) throw new Error(`account ${account.id} has no book`)
  return viewOf(book)
}

/** What the account holds at `now`, with everything that time has brought by then, whether or not a job has been by. */
async function totalsAt(read: Reader, account: AccountRow, now: Date): Promise<Totals> {
  return totalsOf(settled(await bookOf(read, account), now))
}

/** What the member can spend at `now`. */
export const balanceOf = async (read: Reader, memberId: string, unit: PointUnit, now: Date): Promise<number> =>
  (await totalsAt(read, await accountOf(read, memberId, unit), now)).available

/** What time will make available first; null where nothing waits for time. */
function pendingNext(lots: readonly Lot[]): { points: number; at: string } | null {
  const times = lots.flatMap((lot) =>
    lot.state === 'pending' && lot.remaining > 0 && lot.activatesAt ? [lot.activatesAt] : [],
  )
  if (times.length === 0) return null
  const at = new Date(Math.min(...times.map(Number)))
  const together = lots.filter((lot) => lot.state === 'pending' && lot.activatesAt?.getTime() === at.getTime())
  return { points: together.reduce((sum, lot) => sum + lot.remaining, 0), at: at.toISOString() }
}

export async function balanceWithExpiry(read: Reader, memberId: string, now: Date): Promise<Output<'points.balance'>> {
  const account = await accountOf(read, memberId, 'points')
  const book = settled(await bookOf(read, account), now)
  const { warningDays, pointMilliFen } = await pointsPolicy(read, now)
  const { day, brand } = await today(read, now)
  const next = expiringNext(book.lots, now)
  const ending = book.lots
    .filter((lot) => lot.state === 'active')
    .flatMap((lot) => {
      // An end at the very end of a day: that day is the last on which it can be used.
      const last = lot.expiresAt && businessDay(new Date(lot.expiresAt.getTime() - 1), brand).day
      return last ? [{ points: lot.remaining, lastDay: last }] : []
    })
  return {
    ...totalsOf(book),
    expiringNext: next && { points: next.points, at: next.at.toISOString() },
    pendingNext: pendingNext(book.lots),
    expiring: endingSoon(ending, day, warningDays),
    warningDays,
    pointMilliFen,
  }
}

/** Each bucket as the journal has it up to a moment. */
async function written(read: Reader, accountId: string, moment: Date): Promise<Totals> {
  const rows = await read
    .createQueryBuilder(Entries, 'entry')
    .select('entry.bucket', 'bucket')
    .addSelect('SUM(entry.amount)', 'total')
    .where('entry.accountId = :accountId AND entry.at <= :moment', { accountId, moment })
    .groupBy('entry.bucket')
    .getRawMany<{ bucket: MemberBucket; total: string | number }>()
  const totals: Totals = { available: 0, pending: 0, held: 0, debt: 0 }
  for (const { bucket, total } of rows) totals[bucket] = bucket === 'debt' ? -Number(total) : Number(total)
  return totals
}

/**
 * The account as of any moment: the journal up to then, and what had happened by itself by then without being written yet. For a moment
 * in the future that is today's account with the activations, ends and time-outs until then.
 */
export async function totalsAsOf(read: Reader, memberId: string, unit: PointUnit, moment: Date): Promise<Totals> {
  const account = await accountOf(read, memberId, unit)
  const base = await written(read, account.id, moment)
  const book = await bookOf(read, account)
  const now = totalsOf(book)
  const then = totalsOf(settled(book, moment))
  return {
    available: base.available + then.available - now.available,
    pending: base.pending + then.pending - now.pending,
    held: base.held + then.held - now.held,
    debt: base.debt + then.debt - now.debt,
  }
}

/** The balance as of any moment. */
export const balanceAsOf = async (read: Reader, memberId: string, unit: PointUnit, moment: Date): Promise<number> =>
  (await totalsAsOf(read, memberId, unit, moment)).available
