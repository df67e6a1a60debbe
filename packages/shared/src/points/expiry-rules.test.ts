import fc from 'fast-check'
import { addDays, isDay, type Day } from '../kit/day'
import {
  addMonthsToDay,
  endingSoon,
  endOfPeriod,
  expiryOf,
  EXPIRY_ROUNDINGS,
  lastDayOf,
  lastDayOfMonth,
  policyFor,
  pushedOut,
  type ExpiryPolicy,
} from './expiry-rules'

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((offset) => addDays(20000101, offset))

describe('golden table: the last day on which points hold', () => {
  const rolling = (months: number, round: 'none' | 'month' | 'quarter' | 'year'): ExpiryPolicy => ({
    kind: 'rolling',
    months,
    round,
  })
  test.each<[Day, ExpiryPolicy, Day | null]>([
    [20261122, { kind: 'none' }, null],
    [20261122, { kind: 'days', days: 30 }, 20261222],
    [20261122, { kind: 'days', days: 0 }, 20261122],
    [20261122, rolling(12, 'none'), 20271122],
    [20261122, rolling(12, 'month'), 20271130],
    [20261122, rolling(12, 'quarter'), 20271231],
    [20261122, rolling(12, 'year'), 20271231],
    [20260131, rolling(1, 'none'), 20260228],
    [20280131, rolling(1, 'none'), 20280229],
    [20280229, rolling(12, 'none'), 20290228],
    [20260228, rolling(12, 'month'), 20270228],
    [20270228, rolling(12, 'month'), 20280229],
    [20260101, rolling(3, 'quarter'), 20260630],
    [20260331, rolling(0, 'quarter'), 20260331],
    [20260401, rolling(0, 'quarter'), 20260630],
    [20260630, rolling(3, 'quarter'), 20260930],
    [20261001, rolling(3, 'quarter'), 20270331],
    [20261231, rolling(1, 'none'), 20270131],
    [20260101, rolling(24, 'year'), 20281231],
    [20261122, { kind: 'calendar', graceMonths: 0 }, 20261231],
    [20261231, { kind: 'calendar', graceMonths: 0 }, 20261231],
    [20260101, { kind: 'calendar', graceMonths: 3 }, 20270331],
    [20261122, { kind: 'calendar', graceMonths: 2 }, 20270228],
    [20271122, { kind: 'calendar', graceMonths: 2 }, 20280229],
    [20261122, { kind: 'inactivity', months: 6 }, 20270522],
    [20260831, { kind: 'inactivity', months: 6 }, 20270228],
  ])('earned on %d under %j: %s', (day, policy, last) => {
    expect(lastDayOf(policy, day)).toBe(last)
  })
})

test.each([
  [20260215, 'month', 20260228],
  [20260215, 'quarter', 20260331],
  [20260215, 'year', 20261231],
  [20261231, 'quarter', 20261231],
  [20260515, 'none', 20260515],
] as const)('the period of %d by %s ends on %d', (day, round, end) => {
  expect(endOfPeriod(day, round)).toBe(end)
})

test('a rounding never draws an end in, and is at most a period long', () => {
  const longest = { none: 0, month: 31, quarter: 92, year: 366 }
  fc.assert(
    fc.property(anyDay, fc.nat(36), fc.constantFrom(...EXPIRY_ROUNDINGS), (day, months, round) => {
      const exact = addMonthsToDay(day, months)
      const last = lastDayOf({ kind: 'rolling', months, round }, day) as Day
      expect(isDay(exact) && isDay(last)).toBe(true)
      expect(last).toBeGreaterThanOrEqual(exact)
      expect(last).toBeLessThanOrEqual(addDays(exact, longest[round]))
      expect(endOfPeriod(last, round)).toBe(last)
    }),
  )
})

test('who earns later never loses earlier, under one policy', () => {
  const policies: ExpiryPolicy[] = [
    { kind: 'days', days: 90 },
    { kind: 'rolling', months: 12, round: 'quarter' },
    { kind: 'calendar', graceMonths: 3 },
    { kind: 'inactivity', months: 6 },
  ]
  fc.assert(
    fc.property(anyDay, fc.nat(400), fc.constantFrom(...policies), (day, later, policy) => {
      expect(lastDayOf(policy, addDays(day, later))).toBeGreaterThanOrEqual(lastDayOf(policy, day) as Day)
    }),
  )
})

test('months end on their last day', () => {
  expect([202601, 202602, 202604, 202802, 202612].map(lastDayOfMonth)).toEqual([
    20260131, 20260228, 20260430, 20280229, 20261231,
  ])
})

test('the end is the end of that business day, and inactivity says how it moves on', () => {
  const asked: Day[] = []
  const endOfDay = (day: Day) => {
    asked.push(day)
    return new Date(0)
  }
  expect(expiryOf({ kind: 'none' }, 20261122, endOfDay)).toEqual({ expiresAt: null })
  expect(expiryOf({ kind: 'days', days: 1 }, 20261122, endOfDay)).toEqual({ expiresAt: new Date(0) })
  expect(expiryOf({ kind: 'inactivity', months: 6 }, 20261122, endOfDay)).toEqual({
    expiresAt: new Date(0),
    inactivityMonths: 6,
  })
  expect(asked).toEqual([20261123, 20270522])
})

test('an end is pushed out, never drawn in', () => {
  const [early, late] = [new Date(1), new Date(2)]
  expect([pushedOut(early, late), pushedOut(late, early), pushedOut(late, late), pushedOut(null, late)]).toEqual([
    late,
    late,
    late,
    null,
  ])
})

test('the rule goes before the tier, the tier before the brand', () => {
  const brand: ExpiryPolicy = { kind: 'rolling', months: 12, round: 'month' }
  const gold: ExpiryPolicy = { kind: 'rolling', months: 24, round: 'month' }
  const rule: ExpiryPolicy = { kind: 'days', days: 7 }
  const policy = { expiry: brand, tierExpiry: [{ level: 3, expiry: gold }] }
  expect(policyFor(policy, 3, rule)).toBe(rule)
  expect(policyFor(policy, 3, null)).toBe(gold)
  expect(policyFor(policy, 2, null)).toBe(brand)
  expect(policyFor(policy, null, null)).toBe(brand)
})

test('what ends soon, by day, today and the last day of warning included', () => {
  const lots = [
    { points: 5, lastDay: 20261122 },
    { points: 6, lastDay: 20261222 },
    { points: 7, lastDay: 20261223 },
    { points: 8, lastDay: 20261121 },
    { points: 9, lastDay: 20261122 },
    { points: 0, lastDay: 20261201 },
    { points: 3, lastDay: 20261130 },
  ]
  expect(endingSoon(lots, 20261122, 30)).toEqual([
    { points: 14, lastDay: 20261122 },
    { points: 3, lastDay: 20261130 },
    { points: 6, lastDay: 20261222 },
  ])
})
