import { daysBetween, weekdayOf, type Day } from '@huitou/shared/kit/day'
import type { EarnEvent, Facts } from '@huitou/shared/earning/rules'
import type { MemberRow } from '#server/domains/member/entities'
import { tagWordsOf } from '#server/domains/member/tag/tags'
import { today } from '#server/domains/store/queries'
import { businessDay, minutesOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Month and day as mmdd on which a birthday is kept in a year: who was born on 29 February has it on the 28th in other years. */
export const keptOn = (birthday: Day, year: number) => {
  const date = birthday % 10_000
  return date === 229 && !isLeap(year) ? 228 : date
}

export const yearOf = (day: Day) => Math.floor(day / 10_000)

/** What the server knows by itself about a member at a moment. What the caller gives goes before. */
export async function assembleFacts(
  read: Reader,
  { member, event, given, at }: { member: MemberRow; event: EarnEvent; given: Partial<Facts>; at: Date },
): Promise<Facts> {
  const { day, brand } = await today(read, at)
  const { birthday, joinedAt, tierLevel } = member
  const kept = birthday === null ? null : keptOn(birthday, yearOf(day))
  return {
    event,
    day,
    weekday: weekdayOf(day),
    minuteOfDay: minutesOfDay(at, brand.zone),
    tierLevel,
    tags: await tagWordsOf(read, member.id),
    ...(kept === null
      ? {}
      : { isBirthday: kept === day % 10_000, isBirthdayMonth: Math.floor(kept / 100) === Math.floor(day / 100) % 100 }),
    daysSinceJoined: Math.max(0, daysBetween(businessDay(joinedAt, brand).day, day)),
    ...given,
  }
}

/** What a trial pretends about somebody who is not named: as little as a judgement needs. */
export async function anonymousFacts(read: Reader, event: EarnEvent, given: Partial<Facts>, at: Date): Promise<Facts> {
  const { day, brand } = await today(read, at)
  return { event, day, weekday: weekdayOf(day), minuteOfDay: minutesOfDay(at, brand.zone), ...given }
}

/** The facts of a basket: what was paid is the sum of its lines where it has some. */
export const basketFacts = (
  lines: readonly { sku?: string | null | undefined; category: string; quantity: number; paidFen: number }[],
): Partial<Facts> => ({
  amountFen: lines.reduce((sum, line) => sum + line.paidFen, 0),
  quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
  items: lines.map(({ sku, category, quantity, paidFen }) => ({
    ...(sku ? { sku } : {}),
    category,
    quantity,
    paidFen,
  })),
})
