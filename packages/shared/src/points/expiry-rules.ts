import { addDays, addMonths, daysBetween, monthOf, type Day, type Month } from '../kit/day'

/** Where a rolling end is moved on to: its own day, or the end of that month, quarter or year. */
export const EXPIRY_ROUNDINGS = ['none', 'month', 'quarter', 'year'] as const
export type ExpiryRounding = (typeof EXPIRY_ROUNDINGS)[number]

/**
 * Until when points hold. `none`: for ever. `days`: so many days after the day of earning. `rolling`: so many months after it, rounded up
 * to the end of a period. `calendar`: to the end of the year of earning, and a grace of some months more. `inactivity`: so many months
 * after the member last earned or spent; each time pushes it out.
 */
export type ExpiryPolicy =
  | { kind: 'none' }
  | { kind: 'days'; days: number }
  | { kind: 'rolling'; months: number; round: ExpiryRounding }
  | { kind: 'calendar'; graceMonths: number }
  | { kind: 'inactivity'; months: number }

export type Expiry = { expiresAt: Date | null; inactivityMonths?: number }

/** The last day of a month. */
export const lastDayOfMonth = (month: Month): Day => addDays(addMonths(month, 1) * 100 + 1, -1)

/** The same day `months` later; the last of the month where it has no such day (31 January and a month: 28 February). */
export function addMonthsToDay(day: Day, months: number): Day {
  const month = addMonths(monthOf(day), months)
  const last = lastDayOfMonth(month)
  return Math.min(month * 100 + (day % 100), last)
}

const PERIOD_MONTHS = { month: 1, quarter: 3, year: 12 } as const

/** The last day of the month, quarter or year in which a day lies; the day itself for `none`. */
export function endOfPeriod(day: Day, round: ExpiryRounding): Day {
  if (round === 'none') return day
  const length = PERIOD_MONTHS[round]
  const month = monthOf(day)
  const into = ((month % 100) - 1) % length
  return lastDayOfMonth(addMonths(month, length - 1 - into))
}

/** The last business day on which points earned on `day` can be spent; null: they never end. */
export function lastDayOf(policy: ExpiryPolicy, day: Day): Day | null {
  switch (policy.kind) {
    case 'none':
      return null
    case 'days':
      return addDays(day, policy.days)
    case 'rolling':
      return endOfPeriod(addMonthsToDay(day, policy.months), policy.round)
    case 'calendar':
      return lastDayOfMonth(addMonths(monthOf(endOfPeriod(day, 'year')), policy.graceMonths))
    case 'inactivity':
      return addMonthsToDay(day, policy.months)
  }
}

/** When points earned on `day` run out. `endOfDay` says at which instant a business day is over, which only the brand's zone knows. */
export function expiryOf(policy: ExpiryPolicy, day: Day, endOfDay: (day: Day) => Date): Expiry {
  const last = lastDayOf(policy, day)
  const expiresAt = last === null ? null : endOfDay(last)
  return policy.kind === 'inactivity' ? { expiresAt, inactivityMonths: policy.months } : { expiresAt }
}

/** The end after some activity: pushed out, never drawn in. A lot without an end keeps none. */
export const pushedOut = (expiresAt: Date | null, to: Date): Date | null =>
  expiresAt === null || expiresAt >= to ? expiresAt : to

export type ExpiryOverrides = { expiry: ExpiryPolicy; tierExpiry: readonly { level: number; expiry: ExpiryPolicy }[] }

/** Whose rule counts: the earning rule's own, else the tier's, else the brand's. */
export const policyFor = (
  { expiry, tierExpiry }: ExpiryOverrides,
  tierLevel: number | null,
  override: ExpiryPolicy | null,
): ExpiryPolicy => override ?? tierExpiry.find((one) => one.level === tierLevel)?.expiry ?? expiry

export type Ending = { points: number; lastDay: Day }

/** What ends within `warningDays` of `today`, day by day, soonest first. */
export function endingSoon(lots: readonly Ending[], today: Day, warningDays: number): Ending[] {
  const byDay = new Map<Day, number>()
  for (const { points, lastDay } of lots) {
    const away = daysBetween(today, lastDay)
    if (points > 0 && away >= 0 && away <= warningDays) byDay.set(lastDay, (byDay.get(lastDay) ?? 0) + points)
  }
  return [...byDay].map(([lastDay, points]) => ({ points, lastDay })).sort((a, b) => a.lastDay - b.lastDay)
}
