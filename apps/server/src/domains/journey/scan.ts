import { In, IsNull, MoreThan } from 'typeorm'
import { addDays, type Day } from '@huitou/shared/kit/day'
import type { Trigger } from '@huitou/shared/journey/schema'
import { Streaks } from '#server/domains/checkin/entities'
import { birthdaysKeptOn } from '#server/domains/earning/birthday'
import { Members } from '#server/domains/member/entities'
import { Summaries } from '#server/domains/purchase/entities'
import { historyOfPerson } from '#server/domains/purchase/summary'
import { today } from '#server/domains/store/queries'
import { lockSurvivor } from '#server/domains/member/member-of'
import { inTransaction, type Reader, type Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { Journeys, JourneyVersions, type JourneyRow } from './entities'
import { enter } from './run/enter'

const SLICE = 100
const DAY_MS = 86_400_000

/** `lastAt`: of whom it holds only while they have bought nothing since. */
type Found = { memberId: string; cause: string; lastAt?: Date | null }
type Slice = { found: Found[]; next: Partial<Pick<JourneyRow, 'scanAt' | 'scanDay' | 'scanId'>> | null }

/** When it is, and how many to look at. */
type Look = { now: Date; take: number }

type Silent = Extract<Trigger, { kind: 'silent' }>

/** By when somebody must have bought last to have been silent long enough now. */
const silentBy = ({ days }: Silent, now: Date) => new Date(now.getTime() - days * DAY_MS)

/** Where walking begins when it is put on: with who becomes silent from now on, and who became it in the days that it looks back. */
export const silentFrom = (trigger: Silent, now: Date) =>
  new Date(silentBy(trigger, now).getTime() - trigger.backDays * DAY_MS)

/** Members by when they bought last, along (last_at, member_id), after the one that was looked at last. */
async function silentSlice(read: Reader, row: JourneyRow, trigger: Silent, { now, take }: Look): Promise<Slice> {
  const { scanAt, scanId } = row
  const rows = await read
    .createQueryBuilder(Summaries, 'row')
    .where('row.lastAt >= :from AND row.lastAt <= :by', { from: scanAt ?? now, by: silentBy(trigger, now) })
    .andWhere('(row.lastAt > :from OR row.memberId > :scanId)', { scanId })
    .orderBy('row.lastAt', 'ASC')
    .addOrderBy('row.memberId', 'ASC')
    .take(take)
    .getMany()
  const last = rows.at(-1)
  return {
    found: rows.map(({ memberId, lastAt }) => ({ memberId, cause: `silent:${lastAt?.getTime() ?? 0}`, lastAt })),
    next: last ? { scanAt: last.lastAt, scanId: last.memberId } : null,
  }
}

type StoppedCheckingIn = Extract<Trigger, { kind: 'silent_checkin' }>

/** The days of a last check-in that are looked at when it is put on: as with purchases. */
export function stoppedBetween({ days, backDays }: StoppedCheckingIn, day: Day): { from: Day; by: Day } {
  const by = addDays(day, -days)
  return { from: addDays(by, -backDays), by }
}

/** Members by the day of their last check-in, along (last_day, member_id), after the one that was looked at last. */
async function stoppedSlice(read: Reader, row: JourneyRow, trigger: StoppedCheckingIn, look: Look): Promise<Slice> {
  const { now, take } = look
  const { by, from } = stoppedBetween(trigger, (await today(read, now)).day)
  const rows = await read
    .createQueryBuilder(Streaks, 'row')
    .where('row.lastDay >= :from AND row.lastDay <= :by', { from: row.scanDay ?? from, by })
    .andWhere('(row.lastDay > :from OR row.memberId > :scanId)', { scanId: row.scanId })
    .orderBy('row.lastDay', 'ASC')
    .addOrderBy('row.memberId', 'ASC')
    .take(take)
    .getMany()
  const last = rows.at(-1)
  return {
    found: rows.map(({ memberId, lastDay }) => ({ memberId, cause: `silent_checkin:${lastDay}` })),
    next: last ? { scanDay: last.lastDay, scanId: last.memberId } : null,
  }
}

type Birthday = Extract<Trigger, { kind: 'birthday' }>

/** Whose birthday is so many days after the day that is looked at; then the next day, up to today. */
async function birthdaySlice(read: Reader, row: JourneyRow, { daysBefore }: Birthday, now: Date): Promise<Slice> {
  const { day } = await today(read, now)
  const { scanDay, scanId } = row
  if (scanDay === null || scanDay > day) return { found: [], next: null }
  const kept = addDays(scanDay, daysBefore)
  const members = await read.find(Members, {
    select: { id: true },
    where: { birthday: In(birthdaysKeptOn(kept)), leftAt: IsNull(), id: MoreThan(scanId) },
    order: { id: 'ASC' },
    take: SLICE,
  })
  const cause = `birthday:${Math.floor(kept / 10_000)}`
  const last = members.length === SLICE ? members.at(-1) : undefined
  return {
    found: members.map(({ id }) => ({ memberId: id, cause })),
    next: last ? { scanId: last.id } : { scanDay: addDays(scanDay, 1), scanId: '0' },
  }
}

/** How many may enter now. Who has been silent for long waits for tomorrow's places; a birthday does not wait. */
async function placesLeft(read: Reader, { dayCap, capDay, capCount, triggerKind }: JourneyRow, now: Date) {
  if (dayCap === null || triggerKind === 'birthday') return SLICE
  const { day } = await today(read, now)
  return Math.min(SLICE, capDay === day ? Math.max(0, dayCap - capCount) : dayCap)
}

async function sliceOf(read: Reader, row: JourneyRow, now: Date): Promise<Slice> {
  const take = await placesLeft(read, row, now)
  if (take === 0) return { found: [], next: null }
  const version = await read.findOneByOrFail(JourneyVersions, { journeyId: row.id, version: row.version })
  const { trigger } = version.body
  if (trigger.kind === 'silent') return silentSlice(read, row, trigger, { now, take })
  if (trigger.kind === 'silent_checkin') return stoppedSlice(read, row, trigger, { now, take })
  return trigger.kind === 'birthday' ? birthdaySlice(read, row, trigger, now) : { found: [], next: null }
}

/** What was bought as a membership that was merged since is of the one that goes on. */
async function enterFound(tx: Tx, journeyId: string, { memberId, cause, lastAt = null }: Found, now: Date) {
  const member = await lockSurvivor(tx, memberId)
  if (!member) return
  const last = lastAt && (await historyOfPerson(tx, member.id)).lastAt
  if (last && lastAt && last > lastAt) return
  const journey = await tx.findOneByOrFail(Journeys, { id: journeyId })
  if (journey.state === 'on') await enter(tx, journey, member, { cause, at: now, bought: null }, now)
}

/** How far it got is kept after those before it have entered: cut off in between, they are looked at again and enter no second time. */
async function scanOne(platform: Pick<Platform, 'db' | 'log'>, row: JourneyRow, now: Date): Promise<boolean> {
  const { found, next } = await sliceOf(platform.db.manager, row, now)
  const done = await eachAlone(platform, found, 'journey.scan', (tx, one) => enterFound(tx, row.id, one, now))
  if (next === null || done < found.length) return false
  const { scanAt, scanDay, scanId } = row
  const unmoved = { id: row.id, scanId, scanAt: scanAt ?? IsNull(), scanDay: scanDay ?? IsNull() }
  await inTransaction(platform.db, (tx) => tx.update(Journeys, unmoved, next))
  return true
}

/** Whom time brings. True when more may be waiting. */
export async function scanDue(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const where = { state: 'on', triggerKind: In(['silent', 'silent_checkin', 'birthday']) } as const
  let more = false
  for (const row of await platform.db.manager.find(Journeys, { where, order: { id: 'ASC' }, take: SLICE }))
    more = (await scanOne(platform, row, now)) || more
  return more
}
