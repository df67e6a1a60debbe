import { In, IsNull } from 'typeorm'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { Members } from '#server/domains/member/entities'
import { lockMember } from '#server/domains/member/member-of'
import { today } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { award } from './award'
import { Birthdays } from './entities'
import { keptOn, yearOf } from './decide/facts'
import { versionInForce } from './version/in-force'

/** How many years back anybody alive was born. */
const YEARS = 121
/** How many days a job may have been down and still give what was due. */
const LATE_DAYS = 7
const BATCH = 50

/** Every date of birth whose birthday is kept on this day: so many points on an index, whatever the number of members. */
export function birthdaysKeptOn(day: Day): Day[] {
  const [year, date] = [yearOf(day), day % 10_000]
  const dates = date === 228 && keptOn(20_000_229, year) === 228 ? [228, 229] : [date]
  return Array.from({ length: YEARS }, (_, back) => year - back).flatMap((born) =>
    dates.map((one) => born * 10_000 + one),
  )
}

export type Due = { memberId: string; day: Day; at: Date }

/** The moment by which a birthday is judged: now on the day itself, its last moment when it is over. */
const momentOf = (endsAt: Date, now: Date) => (endsAt > now ? now : new Date(endsAt.getTime() - 1))

async function dueOn(read: Reader, day: Day, at: Date): Promise<Due[]> {
  const rows = await read
    .createQueryBuilder(Members, 'member')
    .select('member.id', 'id')
    .leftJoin(Birthdays.options.name, 'seen', 'seen.memberId = member.id AND seen.year = :year', { year: yearOf(day) })
    .where('member.birthday IN (:...dates) AND member.leftAt IS NULL AND seen.memberId IS NULL', {
      dates: birthdaysKeptOn(day),
    })
    .orderBy('member.id', 'ASC')
    .limit(BATCH)
    .getRawMany<{ id: string | number }>()
  return rows.map((row) => ({ memberId: String(row.id), day, at }))
}

/** Whose birthday, of today and the days just past, nobody has seen to. Nothing while no rule is about birthdays. */
export async function dueBirthdays(read: Reader, now: Date): Promise<Due[]> {
  const { day: current, brand } = await today(read, now)
  for (let back = 0; back <= LATE_DAYS; back += 1) {
    const day = addDays(current, -back)
    const at = momentOf(endOfDay(day, brand), now)
    const version = await versionInForce(read, 'live', at)
    if (!version?.body.rules.some((rule) => rule.on === 'birthday')) continue
    const due = await dueOn(read, day, at)
    if (due.length > 0) return due
  }
  return []
}

const NEUTRAL = { pointsPermille: 1000 }

/** Gives what the rules give for a birthday: once a person and year, however often they leave and come back. */
export async function keepBirthday(tx: Tx, { memberId, day, at }: Due, now: Date) {
  if (!(await tx.existsBy(Members, { id: memberId, leftAt: IsNull() }))) return
  const { userFingerprint } = await lockMember(tx, memberId)
  const year = yearOf(day)
  const seen = await tx.find(Birthdays, { where: { memberId: In([memberId]), year } })
  if (seen.length > 0) return
  await tx.insert(Birthdays, { memberId, year, at: now })
  const subjectKey = `birthday:${year}:${userFingerprint.slice(0, 48)}`
  const facts = { isBirthday: true, isBirthdayMonth: true }
  await award(tx, { memberId, event: 'birthday', subjectKey, facts, benefit: NEUTRAL, now, at })
}
