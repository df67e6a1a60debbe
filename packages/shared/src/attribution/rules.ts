import { daysBetween, type Day } from '../kit/day'

/** A cohort is watched for so long after joining. */
export const WINDOW_DAYS = 30
/** The longest span of a report. */
export const REPORT_DAYS_MAX = 92

const WINDOW_MS = WINDOW_DAYS * 86_400_000

/** Until when what a member buys says something about how they came: years of purchases after it need not be read. */
export const watchedUntil = (joinedAt: Date) => new Date(joinedAt.getTime() + WINDOW_MS)

export type Bought = { at: Date; paidFen: number; refundedFen: number }

/**
 * What a member was worth in their first thirty days: bought anything that was kept, and for how much net of refunds, whenever these came.
 * What was bought before joining is not the channel’s doing.
 */
export function valueOf(joinedAt: Date, purchases: readonly Bought[]): { bought: boolean; spentFen: number } {
  const since = joinedAt.getTime()
  const within = purchases.filter(({ at }) => at.getTime() >= since && at.getTime() < since + WINDOW_MS)
  return {
    bought: within.some(({ paidFen, refundedFen }) => paidFen === 0 || refundedFen < paidFen),
    spentFen: within.reduce((sum, { paidFen, refundedFen }) => sum + paidFen - refundedFen, 0),
  }
}

/** 最高 > 次高 > 一般 > 较低; null where there is too little to say (S-047). */
export const GRADES = ['highest', 'high', 'fair', 'low'] as const
export type Grade = (typeof GRADES)[number]

/** Fixed marks, the same for every channel and month, so that a grade means the same next time. */
export const GRADE_MARKS = {
  /** New members a day, in thousandths. */
  speed: [3000, 1000, 200],
  /** New members who buy within thirty days, in thousandths. */
  quality: [500, 300, 150],
  daysMin: 7,
  joinsMin: 20,
} as const

const gradeBy = (value: number, marks: readonly [number, number, number]): Grade => {
  const place = marks.findIndex((mark) => value >= mark)
  return GRADES[place === -1 ? marks.length : place] ?? 'low'
}

/** How fast a channel brings people. Too short a span says nothing. */
export function speedOf({ joins, days }: { joins: number; days: number }): Grade | null {
  if (days < GRADE_MARKS.daysMin) return null
  return gradeBy(Math.floor((joins * 1000) / days), GRADE_MARKS.speed)
}

/** How good the people are that it brings. A handful says nothing. */
export function qualityOf({ joins, buyers }: { joins: number; buyers: number }): Grade | null {
  if (joins < GRADE_MARKS.joinsMin) return null
  return gradeBy(Math.floor((buyers * 1000) / joins), GRADE_MARKS.quality)
}

/** `part` of `whole` in thousandths; null of nothing. */
export const permilleOf = (part: number, whole: number) => (whole > 0 ? Math.floor((part * 1000) / whole) : null)

/** What a new member cost; null while there is none. */
export const cacOf = (costFen: number, joins: number) => (joins > 0 ? Math.round(costFen / joins) : null)

type Span = { from: Day; until: Day }

/** The share of a cost that falls into a span of days; the shares of spans that follow one another add up to the whole. */
export function costWithin({ from, until, amountFen }: Span & { amountFen: number }, span: Span): number {
  const days = daysBetween(from, until) + 1
  const upTo = (count: number) => Math.floor((amountFen * Math.min(Math.max(count, 0), days)) / days)
  return Math.max(0, upTo(daysBetween(from, span.until) + 1) - upTo(daysBetween(from, span.from)))
}
