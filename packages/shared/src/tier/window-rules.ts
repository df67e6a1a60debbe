import { addDays, addMonths, daysOfMonth, monthOf, type Day } from '../kit/day'

/**
 * Over which time growth counts: the last `months` months, the calendar year, the year since joining (and each year after it), or
 * all of it. Reviews fall on the first of each month, on New Year, on the anniversary, and never.
 */
export type GrowthWindow =
  | { kind: 'rolling'; months: number }
  | { kind: 'calendar' }
  | { kind: 'anniversary' }
  | { kind: 'lifetime' }

/** Days from `from` (null: from the beginning) to the day before `until`. */
export type Span = { from: Day | null; until: Day }

const yearOf = (day: Day) => Math.floor(day / 10_000)
const newYear = (year: number): Day => year * 10_000 + 101

/** The same day so many months later (earlier when negative); a day that the month does not have becomes its last. */
export function monthsAfter(day: Day, count: number): Day {
  const days = daysOfMonth(addMonths(monthOf(day), count))
  return days[Math.min(day % 100, days.length) - 1] ?? day
}

/** The last anniversary of `joined` on or before `day`; `joined` itself in the first year. */
function anniversaryBefore(joined: Day, day: Day): Day {
  const inYear = monthsAfter(joined, (yearOf(day) - yearOf(joined)) * 12)
  const last = inYear <= day ? inYear : monthsAfter(joined, (yearOf(day) - yearOf(joined) - 1) * 12)
  return Math.max(joined, last)
}

const anniversaryAfter = (joined: Day, day: Day): Day =>
  monthsAfter(joined, (Math.max(0, yearOf(anniversaryBefore(joined, day)) - yearOf(joined)) + 1) * 12)

/** The first review after the day `after`; null where there are none. */
export function nextReview(window: GrowthWindow, after: Day, joined: Day): Day | null {
  switch (window.kind) {
    case 'rolling':
      return addMonths(monthOf(after), 1) * 100 + 1
    case 'calendar':
      return newYear(yearOf(after) + 1)
    case 'anniversary':
      return anniversaryAfter(joined, after)
    case 'lifetime':
      return null
  }
}

/** What a review at the start of `day` looks at. */
export function reviewedSpan(window: GrowthWindow, day: Day, joined: Day): Span {
  switch (window.kind) {
    case 'rolling':
      return { from: monthsAfter(day, -window.months), until: day }
    case 'calendar':
      return { from: newYear(yearOf(addDays(day, -1))), until: day }
    case 'anniversary':
      return { from: anniversaryBefore(joined, addDays(day, -1)), until: day }
    case 'lifetime':
      return { from: null, until: day }
  }
}

/** What counts today, today included. */
export const currentSpan = (window: GrowthWindow, today: Day, joined: Day): Span =>
  reviewedSpan(window, addDays(today, 1), joined)

/**
 * Whether a pack given on `given` may be given again on `today`: once a year for yearly windows, once in so many months for rolling
 * ones, once ever for a lifetime.
 */
export function isNewCycle(window: GrowthWindow, given: Day, today: Day, joined: Day): boolean {
  if (window.kind === 'lifetime') return false
  if (window.kind === 'rolling') return monthsAfter(given, window.months) <= today
  return given < (currentSpan(window, today, joined).from ?? 0)
}
