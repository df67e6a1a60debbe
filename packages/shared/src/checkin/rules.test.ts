import fc from 'fast-check'
import { addDays } from '../kit/day'
import { ladderPosition, nextStreak, rewardOf, runningLength, type CheckInPlan, type Streak } from './rules'

const plan: CheckInPlan = {
  basePoints: 5,
  visitPoints: 5,
  growth: 2,
  cycleDays: 30,
  ladder: [
    { streakDays: 3, points: 10, templateId: null },
    { streakDays: 7, points: 15, templateId: '4' },
  ],
  specialDays: [{ day: 20261122, name: '小雪', permille: 2000 }],
}

describe('nextStreak', () => {
  test.each<[string, Streak | null, number, Streak | null]>([
    ['the first', null, 20261122, { lastDay: 20261122, length: 1 }],
    ['the day after', { lastDay: 20261121, length: 6 }, 20261122, { lastDay: 20261122, length: 7 }],
    ['over a month’s end', { lastDay: 20261130, length: 2 }, 20261201, { lastDay: 20261201, length: 3 }],
    ['over a year’s end', { lastDay: 20261231, length: 2 }, 20270101, { lastDay: 20270101, length: 3 }],
    ['over 29 February', { lastDay: 20280229, length: 2 }, 20280301, { lastDay: 20280301, length: 3 }],
    ['after a missed day', { lastDay: 20261120, length: 6 }, 20261122, { lastDay: 20261122, length: 1 }],
    ['the same day again', { lastDay: 20261122, length: 6 }, 20261122, null],
    ['a clock set back', { lastDay: 20261122, length: 6 }, 20261121, null],
  ])('%s', (_, before, today, after) => {
    expect(nextStreak(before, today)).toEqual(after)
  })

  test('no order of days gives one day two check-ins', () => {
    const days = fc.array(
      fc.integer({ min: 0, max: 60 }).map((offset) => addDays(20261101, offset)),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(days, (taps) => {
        let streak: Streak | null = null
        const checkedIn: number[] = []
        for (const day of taps) {
          const next: Streak | null = nextStreak(streak, day)
          if (!next) continue
          checkedIn.push(day)
          streak = next
        }
        expect(new Set(checkedIn).size).toBe(checkedIn.length)
      }),
    )
  })
})

test('runningLength counts on through today and yesterday only', () => {
  const streak = { lastDay: 20261121, length: 6 }
  expect([20261121, 20261122, 20261123].map((today) => runningLength(streak, today))).toEqual([6, 6, 0])
})

describe('rewardOf', () => {
  test.each([
    ['an ordinary day', 20261123, 1, 5, null],
    ['a step of the ladder', 20261123, 3, 15, null],
    ['a step with a coupon', 20261123, 7, 20, '4'],
    ['a special day', 20261122, 1, 10, null],
    ['both', 20261122, 7, 25, '4'],
    ['the ladder again after a cycle', 20261123, 33, 15, null],
  ])('%s', (_, day, length, points, templateId) => {
    expect(rewardOf(plan, day, length)).toMatchObject({ points, templateId })
  })

  test('the parts add up to the points, whatever the day and the streak', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }), (offset, length) => {
        const reward = rewardOf(plan, addDays(20261001, offset), length)
        expect(reward.parts.reduce((sum, part) => sum + part.points, 0)).toBe(reward.points)
      }),
    )
  })
})

test('ladderPosition begins anew after a cycle, and never without one', () => {
  expect([1, 30, 31, 60, 61].map((length) => ladderPosition(plan, length))).toEqual([1, 30, 1, 30, 1])
  expect(ladderPosition({ cycleDays: null }, 61)).toBe(61)
})
