import { Between, IsNull, MoreThanOrEqual, type FindOptionsWhere } from 'typeorm'
import { addDays, daysBetween, type Day } from '@huitou/shared/kit/day'
import { Members } from '#server/domains/member/entities'
import { today } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import { CheckIns, Days, StoreVisits, Streaks, type DayRow, type StreakRow } from '../entities'

/** The spans by which lengths of streaks are told apart; the last has no end. */
export const STREAK_SPANS: readonly [from: number, to: number | null][] = [
  [1, 1],
  [2, 2],
  [3, 6],
  [7, 13],
  [14, 29],
  [30, null],
]

/** Days that are counted in one run, and how far back a deployment that was down catches up. */
const DAYS_A_RUN = 7
const CATCH_UP_DAYS = 90

/** Streaks that run on through `day`, by length, along (last_day, length). */
async function streaksOn(read: Reader, day: Day): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const [from, to] of STREAK_SPANS) {
    const length = to === null ? MoreThanOrEqual(from) : Between(from, to)
    const where: FindOptionsWhere<StreakRow> = { lastDay: Between(addDays(day, -1), day), length }
    counts[String(from)] = await read.countBy(Streaks, where)
  }
  return counts
}

async function pointsOn(read: Reader, day: Day) {
  const row = await read
    .createQueryBuilder(CheckIns, 'checkin')
    .select('SUM(checkin.points)', 'points')
    .where('checkin.day = :day', { day })
    .getRawOne<{ points: string | number | null }>()
  return Number(row?.points ?? 0)
}

async function countDay(tx: Tx, day: Day, now: Date): Promise<DayRow> {
  return {
    day,
    checkIns: await tx.countBy(CheckIns, { day, madeUpOn: IsNull() }),
    makeUps: await tx.countBy(CheckIns, { madeUpOn: day }),
    visits: await tx.countBy(StoreVisits, { day }),
    points: await pointsOn(tx, day),
    members: await tx.countBy(Members, { leftAt: IsNull() }),
    streaks: await streaksOn(tx, day),
    countedAt: now,
  }
}

/**
 * Counts today so far, and days before it that were not over when they were last counted: a report reads one row a day. Streaks and
 * members are as of the counting. Answers whether more days wait.
 */
export async function rollUp(tx: Tx, now: Date): Promise<boolean> {
  const { day: current } = await today(tx, now)
  const [newest] = await tx.find(Days, { order: { day: 'DESC' }, take: 1 })
  const first = newest ? Math.max(newest.day, addDays(current, -CATCH_UP_DAYS)) : current
  const waiting = Math.max(0, daysBetween(first, current)) + 1
  for (let index = 0; index < Math.min(waiting, DAYS_A_RUN); index += 1)
    await tx.upsert(Days, await countDay(tx, addDays(first, index), now), ['day'])
  return waiting > DAYS_A_RUN
}
