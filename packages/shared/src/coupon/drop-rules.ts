import { weekdayOf, type Day } from '../kit/day'

/** A drop that comes again. No weekdays: every day. Times as "10:00", in the brand’s zone. */
export type Drop = {
  times: readonly string[]
  weekdays: readonly number[]
  quotaPerDrop: number
  perMemberPerDrop: number
  lastsMinutes: number
}

export type Span = { opensAt: Date; endsAt: Date }

const MINUTE_MS = 60_000

/** "10:30" is 630. */
export const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/**
 * The drops of these dates, earliest first. They follow from the schedule alone: nothing starts them, so nothing can start them late or
 * twice. `instantOf` says when clocks show so many minutes after midnight of a date.
 */
export function dropsOn(
  { times, weekdays, lastsMinutes }: Drop,
  dates: readonly Day[],
  instantOf: (day: Day, minutes: number) => Date,
): Span[] {
  return dates
    .filter((day) => weekdays.length === 0 || weekdays.includes(weekdayOf(day)))
    .flatMap((day) => times.map((time) => instantOf(day, minutesOf(time))))
    .sort((a, b) => a.getTime() - b.getTime())
    .map((opensAt) => ({ opensAt, endsAt: new Date(opensAt.getTime() + lastsMinutes * MINUTE_MS) }))
}

/** The drop that runs at `now`, and the next one, of those that open while the coupon can be claimed at all. */
export function dropAround(
  spans: readonly Span[],
  now: Date,
  { claimFrom, claimUntil }: { claimFrom: Date | null; claimUntil: Date | null },
): { current: Span | null; next: Span | null } {
  const within = spans
    .filter(({ opensAt }) => (!claimFrom || opensAt >= claimFrom) && (!claimUntil || opensAt < claimUntil))
    .map(({ opensAt, endsAt }) => ({ opensAt, endsAt: claimUntil && claimUntil < endsAt ? claimUntil : endsAt }))
  const begun = within.filter(({ opensAt, endsAt }) => opensAt <= now && now < endsAt)
  return { current: begun[begun.length - 1] ?? null, next: within.find(({ opensAt }) => opensAt > now) ?? null }
}
