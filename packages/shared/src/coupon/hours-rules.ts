import { no, type Decision } from '../kit/decision'
import { addDays, weekdayOf, type Day } from '../kit/day'

/** When within its life a coupon holds. `hours` are minutes since midnight; an empty list says always. */
export type Hours = {
  weekdays: readonly number[]
  hours: readonly { from: number; until: number }[]
  blackoutDays: readonly Day[]
}

/**
 * A moment of a business day: `minute` counts from the midnight at which its date begins, so that half past midnight of a day that ends at
 * four in the morning is 1470.
 */
export type Moment = { day: Day; minute: number }

const DAY_MINUTES = 1440
/** Longer than any coupon’s pauses: a year of blackout days and a week. */
const AHEAD_MAX = 375

/** The spans of one business day, in its own minutes, earliest first. What lies before the day begins belongs to its night. */
function spansOf({ hours }: Hours, dayStartMinutes: number) {
  if (hours.length === 0) return [{ from: dayStartMinutes, until: dayStartMinutes + DAY_MINUTES }]
  return hours
    .flatMap(({ from, until }) => [
      { from: Math.max(from, dayStartMinutes), until },
      { from: from + DAY_MINUTES, until: Math.min(until, dayStartMinutes) + DAY_MINUTES },
    ])
    .filter(({ from, until }) => from < until)
    .sort((a, b) => a.from - b.from)
}

const onWeekday = ({ weekdays }: Hours, day: Day) => weekdays.length === 0 || weekdays.includes(weekdayOf(day))

/** Whether a coupon holds at a moment. */
export function judgeHours(
  when: Hours,
  { day, minute }: Moment,
  dayStartMinutes: number,
): Decision<object, 'coupon_blackout' | 'coupon_hours'> {
  if (when.blackoutDays.includes(day)) return no('coupon_blackout')
  const within = spansOf(when, dayStartMinutes).some(({ from, until }) => from <= minute && minute < until)
  return onWeekday(when, day) && within ? { ok: true } : no('coupon_hours')
}

/** The first moment at or after `at` at which a coupon holds; null when there is none within a year. */
export function nextHolding(when: Hours, at: Moment, dayStartMinutes: number): Moment | null {
  const spans = spansOf(when, dayStartMinutes)
  for (let ahead = 0; ahead <= AHEAD_MAX; ahead += 1) {
    const day = addDays(at.day, ahead)
    if (when.blackoutDays.includes(day) || !onWeekday(when, day)) continue
    const since = ahead === 0 ? at.minute : 0
    const span = spans.find(({ until }) => until > since)
    if (span) return { day, minute: Math.max(span.from, since) }
  }
  return null
}
