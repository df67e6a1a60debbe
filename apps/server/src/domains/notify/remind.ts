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
import { Reminders } from './entities'
import { tell } from './tell'
import type { Told } from './told'

/** Half past nine: after breakfast, before it is forgotten. */
const AT_MINUTES = 9 * 60 + 30
const A_RUN = 100

type Wanting = { memberId: string; wanted: boolean; now: Date }

/** Asks to be reminded tomorrow, once; asking again changes nothing. Or asks for nothing any more. */
export async function remindCheckIn(tx: Tx, { memberId, wanted, now }: Wanting): Promise<string> {
  await lockMember(tx, memberId)
  await tx.delete(Reminders, { memberId })
  if (!wanted) return memberId
  const { day, brand } = await today(tx, now)
  await tx.insert(Reminders, { memberId, dueAt: instantOf(addDays(day, 1), AT_MINUTES, brand.zone) })
  return memberId
}

export const reminderOf = async (read: Reader, memberId: string) => ({
  remindAt: (await read.findOne(Reminders, { where: { memberId } }))?.dueAt.toISOString() ?? null,
})

async function told(tx: Tx, memberId: string, day: Day): Promise<Told> {
  const streak = await streakOf(tx, memberId)
  const length = streak?.lastDay === addDays(day, -1) ? streak.length : 0
  const note = length > 1 ? `已经连签 ${length} 天，今天别断了` : '昨天说好提醒你的'
  return {
    ...{ memberId, topic: 'checkin.reminder', title: '今天还没有签到', words: `${note}，点开就能签` },
    page: 'pages/checkin/index',
    facts: { name: '每日签到', days: String(length), note },
  }
}

/** Who has checked in by then needs no reminder. */
async function remindOne(tx: Tx, memberId: string, day: Day, now: Date) {
  const row = await tx.findOne(Reminders, { where: { memberId, dueAt: LessThanOrEqual(now) }, ...forUpdate(tx) })
  if (!row) return
  await tx.delete(Reminders, { memberId })
  if (await tx.existsBy(CheckIns, { memberId, day })) return
  await tell(tx, [await told(tx, memberId, day)], `checkin:${day}`, now)
}

/** Reminds whom it is time for, each in a transaction of their own. True when more wait. */
export async function remindDue(platform: Platform, now: Date): Promise<boolean> {
  const { day } = await today(platform.db.manager, now)
  const due = await platform.db.manager.find(Reminders, {
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC' },
    take: A_RUN,
  })
  const done = await eachAlone(platform, due, 'notify.remind', (tx, { memberId }) => remindOne(tx, memberId, day, now))
  return done > 0 && due.length === A_RUN
}
