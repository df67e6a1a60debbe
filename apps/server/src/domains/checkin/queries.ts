import { Between, In, IsNull, MoreThanOrEqual, Not } from 'typeorm'
import type { DayRow } from '@huitou/shared/checkin/make-up-rules'
import type { Day, Month } from '@huitou/shared/kit/day'
import { Coupons } from '#server/domains/coupon/entities'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { Members, type MemberRow } from '#server/domains/member/entities'
import { membershipsOf } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { CheckIns, StoreVisits, Streaks, type CheckInRow } from './entities'

export const streakOf = (read: Reader, memberId: string) => read.findOne(Streaks, { where: { memberId } })

/** The newest check-in: today's, or when a clock was set back the one of the later day. */
export const lastCheckIn = async (read: Reader, memberId: string) =>
  found(await read.findOne(CheckIns, { where: { memberId }, order: { day: 'DESC' } }))

export const checkInById = async (read: Reader, memberId: string, id: string) =>
  found(await read.findOne(CheckIns, { where: { id, memberId } }))

/** A visit on a day, to one store or to any. */
export const visitOn = (read: Reader, memberId: string, day: Day, storeId?: string) =>
  read.findOne(StoreVisits, {
    where: { memberId, day, ...(storeId === undefined ? {} : { storeId }) },
    order: { id: 'ASC' },
  })

const formerOf = async (read: Reader, memberId: string) =>
  (await membershipsOf(read, memberId)).filter((id) => id !== memberId)

/** Whether the person behind a new membership has had this day in one that they left. */
export async function wasHereBefore(read: Reader, memberId: string, day: Day): Promise<boolean> {
  const former = await formerOf(read, memberId)
  if (former.length === 0) return false
  const sameDay = { memberId: In(former), day }
  return (await read.existsBy(CheckIns, sameDay)) || read.existsBy(StoreVisits, sameDay)
}

/** The memberships that the people behind these left, by the one they have now; one question for all. */
export async function formerMemberships(read: Reader, members: readonly Pick<MemberRow, 'id' | 'userFingerprint'>[]) {
  const former = new Map<string, string[]>()
  if (members.length === 0) return former
  const all = await read.find(Members, {
    select: { id: true, userFingerprint: true },
    where: { userFingerprint: In(members.map((member) => member.userFingerprint)) },
  })
  for (const { id, userFingerprint } of members) {
    const others = all.filter((one) => one.userFingerprint === userFingerprint && one.id !== id)
    if (others.length > 0)
      former.set(
        id,
        others.map((one) => one.id),
      )
  }
  return former
}

/** Which days' check-ins these memberships have: that one, or any at all. */
export const wereThere = async (read: Reader, memberIds: readonly string[], day: Day) => ({
  today:
    (await read.existsBy(CheckIns, { memberId: In([...memberIds]), day })) ||
    (await read.existsBy(StoreVisits, { memberId: In([...memberIds]), day })),
  ever: await read.existsBy(CheckIns, { memberId: In([...memberIds]) }),
})

/** Whether a person without a streak has checked in before all the same, in a membership that they left. */
export async function everCheckedIn(read: Reader, memberId: string): Promise<boolean> {
  const former = await formerOf(read, memberId)
  return former.length > 0 && read.existsBy(CheckIns, { memberId: In(former) })
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

/** How many check-ins each of these members has on or after `from`, or ever. */
export async function countsSince(read: Reader, memberIds: readonly string[], from: Day | null) {
  const rows = await read
    .createQueryBuilder(CheckIns, 'checkin')
    .select('checkin.memberId', 'memberId')
    .addSelect('COUNT(*)', 'count')
    .where('checkin.memberId IN (:...memberIds) AND checkin.day >= :from', { memberIds, from: from ?? 0 })
    .groupBy('checkin.memberId')
    .getRawMany<{ memberId: string | number; count: string | number }>()
  return new Map(rows.map((row) => [String(row.memberId), Number(row.count)]))
}

/** How many days a member has made up within a cycle. */
export const makeUpsSince = (read: Reader, memberId: string, from: Day) =>
  read.countBy(CheckIns, { memberId, day: MoreThanOrEqual(from), madeUpOn: Not(IsNull()) })

/** A row as the rules of making up see it. Rows from before steps were kept have their step by the plan of that day. */
export const presentDay = ({ day, streak, run, bonuses }: CheckInRow, stepOf: () => DayRow['bonuses']): DayRow => ({
  day,
  length: run ?? streak,
  bonuses: bonuses ?? stepOf(),
})

export const rowsSince = (read: Reader, memberId: string, from: Day) =>
  read.find(CheckIns, { where: { memberId, day: MoreThanOrEqual(from) }, order: { day: 'ASC' } })

export const countBefore = async (read: Reader, memberId: string, day: Day) =>
  read.countBy(CheckIns, { memberId, day: Between(0, day - 1) })

const vouchersOf = ({ vouchers, couponId }: CheckInRow) =>
  (vouchers ?? (couponId === null ? [] : [{ what: '连签奖励', couponId }])).flatMap(({ what, couponId: id }) =>
    id === null ? [] : [{ what, id }],
  )

/** The names of coupons, of many rows in two questions. */
async function couponNames(read: Reader, rows: readonly CheckInRow[]) {
  const ids = rows.flatMap(vouchersOf).map((one) => one.id)
  if (ids.length === 0) return new Map<string, string>()
  const coupons = await read.find(Coupons, { where: { id: In(ids) } })
  const templates = await templatesWithStores(
    read,
    coupons.map((coupon) => coupon.templateId),
  )
  return new Map(coupons.map(({ id, templateId }) => [id, templates.get(templateId)?.template.name ?? '']))
}

/** What each row gave, as it was told, by the row's id. */
export async function showAll(read: Reader, rows: readonly CheckInRow[]) {
  const names = await couponNames(read, rows)
  return new Map(
    rows.map((row) => {
      const { day, streak, points, parts, growth, balanceAfter } = row
      const coupons = vouchersOf(row).map(({ what, id }) => ({ id, what, name: names.get(id) ?? '' }))
      const coupon = coupons[0] ? { id: coupons[0].id, name: coupons[0].name } : null
      return [row.id, { day, streak, points, parts, growth, balanceAfter, coupon, coupons }]
    }),
  )
}
