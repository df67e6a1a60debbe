import { LessThanOrEqual } from 'typeorm'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { CheckIns } from '#server/domains/checkin/entities'
import { streakOf } from '#server/domains/checkin/queries'
import { lockMember } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import { instantOf } from '#server/platform/business-day'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Reminders } from '../entities'
import { tell } from '../tell'
import type { Told } from './told'

/** Half past nine: after breakfast, before it is forgotten. */
const AT_MINUTES = 9 * 60 + 30
const HOUR_MINUTES = 60
/** No quiet hours hold it, so who looks late must not bring it in the night. */
const STALE_MS = 3 * 3_600_000
const A_RUN = 100

/** Who has not come for a week is not reminded for ever. */
const DAILY_ENDS_AFTER_DAYS = 7

type Wanting = { memberId: string; wanted: boolean; hour?: number | undefined; daily?: boolean | undefined; now: Date }

const dueOn = (day: Day, hour: number | null, zone: string) =>
  instantOf(day, hour === null ? AT_MINUTES : hour * HOUR_MINUTES, zone)

/** Asks to be reminded from tomorrow on; asking again changes the hour. Or asks for nothing any more. */
export async function remindCheckIn(tx: Tx, { memberId, wanted, hour, daily, now }: Wanting) {
  await lockMember(tx, memberId)
  await tx.delete(Reminders, { memberId })
  if (!wanted) return memberId
  const { day, brand } = await today(tx, now)
  const at = hour ?? null
  const dueAt = dueOn(addDays(day, 1), at, brand.zone)
  await tx.insert(Reminders, { memberId, dueAt, hour: at, daily: daily ?? false })
  return memberId
}

export async function reminderOf(read: Reader, memberId: string) {
  const row = await read.findOne(Reminders, { where: { memberId } })
  return { remindAt: row?.dueAt.toISOString() ?? null, hour: row?.hour ?? null, daily: row?.daily ?? false }
}

const told = (memberId: string, length: number, until: Date): Told => {
  const note = length > 1 ? `已经连签 ${length} 天，今天别断了` : '说好提醒你的'
  return {
    ...{ memberId, topic: 'checkin.reminder', title: '今天还没有签到', words: `${note}，点开就能签` },
    ...{ page: 'pages/checkin/index', until },
    facts: { name: '每日签到', days: String(length), note },
  }
}

/** The next time of that hour: of this business day, of the next, or of the one after where a day begins later than the hour. */
function nextDue(now: Date, day: Day, hour: number | null, zone: string): Date {
  const next = dueOn(day, hour, zone)
  return next > now ? next : nextDue(now, addDays(day, 1), hour, zone)
}

/** Who has checked in by then needs no reminder; nor does who is looked at a day late and has today's still to come. */
async function remindOne(tx: Tx, memberId: string, now: Date) {
  const row = await tx.findOne(Reminders, { where: { memberId, dueAt: LessThanOrEqual(now) }, ...forUpdate(tx) })
  if (!row) return
  const { day, endsAt, brand } = await today(tx, now)
  const streak = await streakOf(tx, memberId)
  const comes = streak !== null && streak.lastDay >= addDays(day, -DAILY_ENDS_AFTER_DAYS)
  const next = row.daily && comes ? nextDue(now, day, row.hour, brand.zone) : null
  if (next) await tx.update(Reminders, { memberId }, { dueAt: next })
  else await tx.delete(Reminders, { memberId })
  const comesToday = next !== null && next < endsAt
  if (comesToday || (await tx.existsBy(CheckIns, { memberId, day }))) return
  const length = streak?.lastDay === addDays(day, -1) ? streak.length : 0
  const until = new Date(Math.min(endsAt.getTime(), row.dueAt.getTime() + STALE_MS))
  await tell(tx, [told(memberId, length, until)], `checkin:${day}`, now)
}

/** Reminds whom it is time for, each in a transaction of their own. True when more wait. */
export async function remindDue(platform: Platform, now: Date): Promise<boolean> {
  const due = await platform.db.manager.find(Reminders, {
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC' },
    take: A_RUN,
  })
  const done = await eachAlone(platform, due, 'notify.remind', (tx, { memberId }) => remindOne(tx, memberId, now))
  return done > 0 && due.length === A_RUN
}
