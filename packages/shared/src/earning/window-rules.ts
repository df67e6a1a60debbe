import type { Facts, MinuteSpan, When } from './rules'

export type OutsideReason = 'not_started' | 'ended' | 'other_weekday' | 'other_day' | 'other_hour'

const includes = (list: readonly number[], one: number) => list.indexOf(one) >= 0

/** Why a rule does not hold at this moment; null when it does. Weekday, day and minute are the brand's; the span is of instants. */
export function outside(
  when: When | undefined,
  at: Date,
  { weekday, day, minuteOfDay }: Pick<Facts, 'weekday' | 'day' | 'minuteOfDay'>,
): OutsideReason | null {
  if (!when) return null
  const { from, until, weekdays, monthDays, minutes } = when
  if (from !== undefined && at.getTime() < Date.parse(from)) return 'not_started'
  if (until !== undefined && at.getTime() >= Date.parse(until)) return 'ended'
  if (weekdays && !includes(weekdays, weekday)) return 'other_weekday'
  if (monthDays && !includes(monthDays, day % 100)) return 'other_day'
  if (minutes && !minutes.some((span) => minuteOfDay >= span.from && minuteOfDay < span.until)) return 'other_hour'
  return null
}

const both = (a: number[] | undefined, b: number[] | undefined): number[] | undefined =>
  a && b ? a.filter((one) => includes(b, one)) : (a ?? b)

function bothSpans(a: MinuteSpan[] | undefined, b: MinuteSpan[] | undefined): MinuteSpan[] | undefined {
  if (!a || !b) return a ?? b
  const spans: MinuteSpan[] = []
  for (const one of a)
    for (const other of b) {
      const span = { from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) }
      if (span.from < span.until) spans.push(span)
    }
  return spans
}

const later = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined ? (Date.parse(a) >= Date.parse(b) ? a : b) : (a ?? b)
const earlier = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined ? (Date.parse(a) <= Date.parse(b) ? a : b) : (a ?? b)

const isEmpty = (list: readonly unknown[] | undefined) => list !== undefined && list.length === 0

/** When two rules hold at the same time; null when they never do. */
export function overlapOf(a: When = {}, b: When = {}): When | null {
  const from = later(a.from, b.from)
  const until = earlier(a.until, b.until)
  if (from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until)) return null
  const weekdays = both(a.weekdays, b.weekdays)
  const monthDays = both(a.monthDays, b.monthDays)
  const minutes = bothSpans(a.minutes, b.minutes)
  if (isEmpty(weekdays) || isEmpty(monthDays) || isEmpty(minutes)) return null
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(weekdays ? { weekdays } : {}),
    ...(monthDays ? { monthDays } : {}),
    ...(minutes ? { minutes } : {}),
  }
}

/** Whether a window can ever hold. */
export const isPossible = (when: When | undefined): boolean => overlapOf(when, when) !== null
