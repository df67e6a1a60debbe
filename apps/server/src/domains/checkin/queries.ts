import { Between, In, LessThanOrEqual } from 'typeorm'
import type { Day, Month } from '@huitou/shared/kit/day'
import { membershipsOf } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { CheckIns, Plans, StoreVisits, Streaks, type PlanRow } from './entities'

/** Without a plan there is nothing to earn, and checking in still works. */
const NO_PLAN: PlanRow = {
  id: '0',
  name: '签到',
  version: 0,
  basePoints: 0,
  visitPoints: 0,
  growth: 0,
  cycleDays: null,
  ladder: [],
  specialDays: [],
  pointsValidDays: 365,
  activeFrom: new Date(0),
}

export const planInForce = async (read: Reader, now: Date): Promise<PlanRow> =>
  (await read.findOne(Plans, {
    where: { activeFrom: LessThanOrEqual(now) },
    order: { activeFrom: 'DESC', id: 'DESC' },
  })) ?? NO_PLAN

export const streakOf = (read: Reader, memberId: string) => read.findOne(Streaks, { where: { memberId } })

/** The newest check-in: today's, or when a clock was set back the one of the later day. */
export const lastCheckIn = async (read: Reader, memberId: string) =>
  found(await read.findOne(CheckIns, { where: { memberId }, order: { day: 'DESC' } }))

export const checkInById = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(CheckIns, { where: { id, memberId } }))

export const visitOn = (read: Reader, memberId: string, day: Day) =>
  read.findOne(StoreVisits, { where: { memberId, day } })

/** Whether the person behind a new membership has had this day in one that they left. */
export async function wasHereBefore(read: Reader, memberId: string, day: Day): Promise<boolean> {
  const former = (await membershipsOf(read, memberId)).filter((id) => id !== memberId)
  if (former.length === 0) return false
  const sameDay = { memberId: In(former), day }
  return (await read.existsBy(CheckIns, sameDay)) || read.existsBy(StoreVisits, sameDay)
}

export const visitById = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(StoreVisits, { where: { id, memberId } }))

/** A month's check-ins and visits, along (member, day). */
export const monthOfMember = async (read: Reader, memberId: string, month: Month) => {
  const day = Between(month * 100, month * 100 + 99)
  return {
    checkIns: await read.find(CheckIns, { where: { memberId, day } }),
    visits: await read.find(StoreVisits, { where: { memberId, day } }),
  }
}
