import { LessThanOrEqual } from 'typeorm'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { CheckIns } from '#server/domains/checkin/entities'
import { streakOf } from '#server/domains/checkin/queries'
import { today } from '#server/domains/store/queries'
import { instantOf, stampText, type DayRule } from '#server/platform/business-day'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { tell } from '../tell'
import { StreakWatches } from './entities'
import type { Told } from './told'

/** Eight in the evening: late enough to have forgotten, early enough to do it. */
const AT_MINUTES = 20 * 60
const FROM_DAYS = 3
const A_RUN = 100

export const isStreakWatched = (read: Reader, memberId: string) => read.existsBy(StreakWatches, { memberId })

const eveningAfter = (now: Date, day: Day, { zone }: DayRule) => {
  const evening = instantOf(day, AT_MINUTES, zone)
  return evening > now ? evening : instantOf(addDays(day, 1), AT_MINUTES, zone)
}

/** Looks every evening from now on, or no longer. The caller holds the member's lock. */
export async function watchStreak(tx: Tx, memberId: string, wanted: boolean, now: Date) {
  if (!wanted) {
    await tx.delete(StreakWatches, { memberId })
    return
  }
  if (await isStreakWatched(tx, memberId)) return
  const { day, brand } = await today(tx, now)
  await tx.insert(StreakWatches, { memberId, dueAt: eveningAfter(now, day, brand) })
}

const toldOf = (memberId: string, days: number, endsAt: Date, zone: string): Told => {
  const note = '今天签一下就接上'
  return {
    ...{ memberId, topic: 'checkin.streak', title: `连签 ${days} 天，今天还没签`, words: `${note}，过了今天要从头数` },
    ...{ page: 'pages/checkin/index', until: endsAt },
    facts: { days: String(days), endsAt: stampText(new Date(endsAt.getTime() - 1), zone), note },
  }
}

async function warnOne(tx: Tx, memberId: string, now: Date) {
  const row = await tx.findOne(StreakWatches, { where: { memberId, dueAt: LessThanOrEqual(now) }, ...forUpdate(tx) })
  if (!row) return
  const { day, endsAt, brand } = await today(tx, now)
  const next = eveningAfter(now, day, brand)
  await tx.update(StreakWatches, { memberId }, { dueAt: next })
  // Looked at after its day was over: today has an evening of its own.
  if (next < endsAt) return
  const streak = await streakOf(tx, memberId)
  const isAtStake = streak !== null && streak.length >= FROM_DAYS && streak.lastDay === addDays(day, -1)
  if (!isAtStake || (await tx.existsBy(CheckIns, { memberId, day }))) return
  await tell(tx, [toldOf(memberId, streak.length, endsAt, brand.zone)], `streak:${day}`, now)
}

/** Warns whose streak ends with the day, each in a transaction of their own. True when more wait. */
export async function warnStreaks(platform: Platform, now: Date): Promise<boolean> {
  const where = { dueAt: LessThanOrEqual(now) }
  const due = await platform.db.manager.find(StreakWatches, { where, order: { dueAt: 'ASC' }, take: A_RUN })
  const done = await eachAlone(platform, due, 'notify.streaks', (tx, { memberId }) => warnOne(tx, memberId, now))
  return done > 0 && due.length === A_RUN
}
