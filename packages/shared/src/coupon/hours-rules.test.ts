import fc from 'fast-check'
import { judgeHours, nextHolding, type Hours, type Moment } from './hours-rules'

const always: Hours = { weekdays: [], hours: [], blackoutDays: [] }
const afternoons: Hours = { ...always, weekdays: [1, 2, 3, 4, 5], hours: [{ from: 840, until: 1020 }] }
// A Sunday.
const SUNDAY = 20261122

test.each([
  ['always', always, { day: SUNDAY, minute: 0 }, true],
  ['its weekday and hour', afternoons, { day: 20261123, minute: 840 }, true],
  ['the end of the hour', afternoons, { day: 20261123, minute: 1020 }, false],
  ['another weekday', afternoons, { day: SUNDAY, minute: 900 }, false],
])('%s', (_, hours, moment, ok) => {
  expect(judgeHours(hours, moment, 0).ok).toBe(ok)
})

test('a blackout day says so, whatever the hour', () => {
  const closed = { ...afternoons, blackoutDays: [20261123] }
  expect(judgeHours(closed, { day: 20261123, minute: 900 }, 0)).toEqual({ ok: false, reason: 'coupon_blackout' })
})

test('the hour after midnight belongs to the night of the day before', () => {
  const night = {
    ...always,
    weekdays: [5],
    hours: [
      { from: 0, until: 120 },
      { from: 1320, until: 1440 },
    ],
  }
  const friday = 20261127
  expect(judgeHours(night, { day: friday, minute: 1500 }, 240).ok).toBe(true)
  expect(judgeHours(night, { day: friday, minute: 1380 }, 240).ok).toBe(true)
  expect(judgeHours(night, { day: 20261128, minute: 1500 }, 240).ok).toBe(false)
})

test.each([
  ['today, later', { day: 20261123, minute: 0 }, { day: 20261123, minute: 840 }],
  ['now', { day: 20261123, minute: 900 }, { day: 20261123, minute: 900 }],
  ['over the weekend', { day: 20261127, minute: 1020 }, { day: 20261130, minute: 840 }],
])('nextHolding: %s', (_, at, expected) => {
  expect(nextHolding(afternoons, at, 0)).toEqual(expected)
})

test('nextHolding skips blackout days, and knows when there is none', () => {
  const closed = { ...afternoons, blackoutDays: [20261123, 20261124] }
  expect(nextHolding(closed, { day: SUNDAY, minute: 0 }, 0)).toEqual({ day: 20261125, minute: 840 })
  expect(nextHolding({ ...always, hours: [{ from: 600, until: 600 }] }, { day: SUNDAY, minute: 0 }, 0)).toBeNull()
})

const aMoment: fc.Arbitrary<Moment> = fc.record({
  day: fc.integer({ min: 20261101, max: 20261128 }),
  minute: fc.integer({ min: 240, max: 1679 }),
})
const someHours: fc.Arbitrary<Hours> = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
  hours: fc.array(
    fc.tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 1, max: 400 })).map(([from, length]) => ({
      from,
      until: Math.min(1440, from + length),
    })),
    { maxLength: 3 },
  ),
  blackoutDays: fc.uniqueArray(fc.integer({ min: 20261101, max: 20261128 })),
})

test('what nextHolding answers holds, and it answers now exactly when now holds', () => {
  fc.assert(
    fc.property(someHours, aMoment, (hours, at) => {
      const next = nextHolding(hours, at, 240)
      expect(next === null || judgeHours(hours, next, 240).ok).toBe(true)
      const isNow = next !== null && next.day === at.day && next.minute === at.minute
      expect(judgeHours(hours, at, 240).ok).toBe(isNow)
    }),
  )
})
