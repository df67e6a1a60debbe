import { monthOf, type Day, type Month } from '../kit/day'

/** The shop's side of a transaction. */
export type ShopBucket = 'issued' | 'spent' | 'expired' | 'adjusted' | 'clawed' | 'opening' | 'transferred'

/** What came into being and what went, in points. Corrections count with their sign, returns make `burned` less. */
export type Flow = {
  issued: number
  burned: number
  expired: number
  clawed: number
  adjusted: number
  opening: number
}

export const NO_FLOW: Flow = { issued: 0, burned: 0, expired: 0, clawed: 0, adjusted: 0, opening: 0 }

const COLUMN: Record<Exclude<ShopBucket, 'transferred'>, [keyof Flow, 1 | -1]> = {
  issued: ['issued', -1],
  spent: ['burned', 1],
  expired: ['expired', 1],
  clawed: ['clawed', 1],
  adjusted: ['adjusted', -1],
  opening: ['opening', -1],
}

/** Adds an entry of the shop's side to a flow. What members hand to each other is no flow. */
export function withEntry(flow: Flow, bucket: ShopBucket, amount: number): Flow {
  if (bucket === 'transferred') return flow
  const [column, sign] = COLUMN[bucket]
  return { ...flow, [column]: flow[column] + sign * amount }
}

export const plus = (a: Flow, b: Flow): Flow => ({
  issued: a.issued + b.issued,
  burned: a.burned + b.burned,
  expired: a.expired + b.expired,
  clawed: a.clawed + b.clawed,
  adjusted: a.adjusted + b.adjusted,
  opening: a.opening + b.opening,
})

/** By how much a flow changes what is outstanding. */
export const netOf = ({ issued, burned, expired, clawed, adjusted, opening }: Flow) =>
  issued + adjusted + opening - burned - expired - clawed

export type DayFlow = Flow & { day: Day }
export type Period = Flow & { period: number; outstanding: number }

/** Days (or their months) in order, each with what was outstanding at its end, given what was before the first. */
export function seriesOf(days: readonly DayFlow[], before: number, by: 'day' | 'month'): Period[] {
  const periods: Period[] = []
  let outstanding = before
  for (const { day, ...flow } of [...days].sort((a, b) => a.day - b.day)) {
    outstanding += netOf(flow)
    const period = by === 'day' ? day : monthOf(day)
    const last = periods[periods.length - 1]
    if (last?.period === period) periods[periods.length - 1] = { ...plus(last, flow), period, outstanding }
    else periods.push({ ...plus(NO_FLOW, flow), period, outstanding })
  }
  return periods
}

/** Points without a fixed end are kept under these in place of a month. */
export const NEVER_ENDS = 0
export const ENDS_AFTER_INACTIVITY = 1

/** Under which month a lot's points stand as a liability: that of its last day. */
export function liabilityMonth(lastDay: Day | null, inactivityMonths: number | null): Month {
  if (inactivityMonths !== null) return ENDS_AFTER_INACTIVITY
  return lastDay === null ? NEVER_ENDS : monthOf(lastDay)
}
