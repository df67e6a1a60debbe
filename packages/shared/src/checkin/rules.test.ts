import fc from 'fast-check'
import { addDays } from '../kit/day'
import { checkPlan } from './check-rules'
import { NO_PLAN, cycleSpan, ladderPosition, markOf, rewardOf, type Cycle, type Facts, type Plan } from './plan-rules'
import { nextStreak, runningLength, type Streak } from './rules'

const gift = (points: number, templateId: string | null = null) => ({ points, growth: 0, templateId })

const plan: Plan = {
  ...NO_PLAN,
  base: { points: 5, growth: 2 },
  cycle: { kind: 'run', days: 30 },
  ladder: [
    { streakDays: 3, ...gift(10) },
    { streakDays: 7, ...gift(15, '4') },
  ],
  specials: [{ on: { kind: 'day', day: 20261122 }, name: '小雪', permille: 2000, points: 0, templateId: null }],
}

const facts = (day: number, length: number, more: Partial<Facts> = {}): Facts => ({
  day,
  length,
  count: length,
  first: false,
  birthday: null,
  tier: null,
  ...more,
})

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
    ['an ordinary day', 20261123, 1, 5, []],
    ['a step of the ladder', 20261123, 3, 15, []],
    ['a step with a coupon', 20261123, 7, 20, ['4']],
    ['a special day', 20261122, 1, 10, []],
    ['both', 20261122, 7, 25, ['4']],
    ['the ladder again after a cycle', 20261123, 33, 15, []],
  ])('%s', (_, day, length, points, templateIds) => {
    const reward = rewardOf(plan, facts(day, length))
    expect([reward.points, reward.vouchers.map((one) => one.templateId)]).toEqual([points, templateIds])
  })

  test.each<[string, Partial<Plan>, Facts, number]>([
    ['rises by the day', { rising: { points: 2, max: 6 } }, facts(20261123, 2), 7],
    ['and no higher than its cap', { rising: { points: 2, max: 6 } }, facts(20261123, 9), 11],
    [
      'the tier multiplies the base',
      { tierMultiplier: true },
      facts(20261123, 1, { tier: { name: '金卡', permille: 1500 } }),
      7,
    ],
    ['or not, as the plan says', {}, facts(20261123, 1, { tier: { name: '金卡', permille: 1500 } }), 5],
    ['the n-th of the cycle', { cumulative: [{ count: 4, ...gift(30) }] }, facts(20261123, 1, { count: 4 }), 35],
    ['the first ever', { first: gift(50) }, facts(20261123, 1, { first: true }), 55],
    ['no second first', { first: gift(50) }, facts(20261123, 1), 5],
  ])('%s', (_, more, what, points) => {
    const reward = rewardOf({ ...plan, ...more }, what)
    expect(reward.points).toBe(points)
    expect(reward.growth).toBe(2)
  })

  test('the parts add up to the points, whatever the day, the streak and the plan', () => {
    const plans = fc.record({
      rising: fc.option(fc.record({ points: fc.nat(5), max: fc.nat(30) })),
      tierMultiplier: fc.boolean(),
      first: fc.option(fc.constant(gift(9))),
    })
    const day = fc.nat(400)
    fc.assert(
      fc.property(
        plans,
        day,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1000, max: 3000 }),
        (more, offset, length, permille) => {
          const who = facts(addDays(20261001, offset), length, {
            first: length === 1,
            tier: { name: '金卡', permille },
          })
          const reward = rewardOf({ ...plan, ...more }, who)
          expect(reward.parts.reduce((sum, part) => sum + part.points, 0)).toBe(reward.points)
          expect(reward.parts.every((part) => part.points > 0)).toBe(true)
        },
      ),
    )
  })
})

describe('special days', () => {
  const special = (name: string, on: Plan['specials'][number]['on'], permille: number) => ({
    on,
    name,
    permille,
    points: 0,
    templateId: null,
  })
  const specials = [
    special('会员日', { kind: 'monthDay', dayOfMonth: 31 }, 1500),
    special('周日', { kind: 'weekday', weekday: 0 }, 1200),
    special('店庆', { kind: 'yearly', month: 2, dayOfMonth: 29 }, 2000),
    special('生日', { kind: 'birthday' }, 3000),
  ]
  test.each([
    ['the last of a short month', 20261130, null, '会员日'],
    ['and of a long one', 20261231, null, '会员日'],
    ['not the 30th of a long one', 20261230, null, undefined],
    ['a Sunday', 20261122, null, '周日'],
    ['a leap day’s feast in another year: the most generous of two', 20260228, null, '店庆'],
    ['the birthday', 20261123, 19951123, '生日'],
    ['of one born on a leap day', 20270228, 19960229, '生日'],
    ['an ordinary day', 20261124, null, undefined],
  ])('%s', (_, day, birthday, name) => {
    expect(markOf({ base: plan.base, specials }, day, birthday)?.name).toBe(name)
  })
})

describe('cycles', () => {
  const spans: [Cycle, number, number | null, number | null][] = [
    [{ kind: 'none' }, 20261122, null, null],
    [{ kind: 'week' }, 20261122, 20261116, 20261122],
    [{ kind: 'week' }, 20261123, 20261123, 20261129],
    [{ kind: 'month' }, 20260215, 20260201, 20260228],
    [{ kind: 'days', days: 10, anchor: 20261101 }, 20261111, 20261111, 20261120],
    [{ kind: 'days', days: 10, anchor: 20261101 }, 20261031, 20261022, 20261031],
    [{ kind: 'run', days: 7 }, 20261122, 20261116, null],
    [{ kind: 'campaign', from: 20261101, until: 20261111 }, 20261105, 20261101, 20261111],
  ]
  test.each(spans)('%j on %d', (cycle, day, from, until) => {
    expect(cycleSpan(cycle, day)).toEqual({ from, until })
  })

  test('ladderPosition begins anew after a cycle, and never without one', () => {
    const at = (cycle: Cycle, day: number) => (length: number) => ladderPosition(cycle, day, length)
    expect([1, 30, 31, 60, 61].map(at({ kind: 'run', days: 30 }, 20261122))).toEqual([1, 30, 1, 30, 1])
    expect(at({ kind: 'none' }, 20261122)(61)).toBe(61)
    expect([1, 2, 9].map(at({ kind: 'week' }, 20261124))).toEqual([1, 2, 2])
    expect([0, 3, 30].map(at({ kind: 'month' }, 20261203))).toEqual([0, 3, 3])
  })
})

test('checkPlan finds what nobody could reach', () => {
  const errors = (more: Partial<Plan>) =>
    checkPlan({ ...plan, ...more }, 20261122).filter((finding) => finding.severity === 'error').length
  expect(errors({})).toBe(0)
  expect(errors({ cycle: { kind: 'week' } })).toBe(0)
  expect(errors({ cycle: { kind: 'days', days: 5, anchor: 20261101 } })).toBe(1)
  expect(errors({ ladder: [...plan.ladder].reverse() })).toBe(1)
  expect(errors({ cumulative: [{ count: 3, ...gift(1) }] })).toBe(1)
  expect(errors({ cycle: { kind: 'month' }, cumulative: [{ count: 31, ...gift(1) }] })).toBe(0)
  expect(errors({ cycle: { kind: 'month' }, cumulative: [{ count: 32, ...gift(1) }] })).toBe(1)
  expect(errors({ cycle: { kind: 'campaign', from: 20261101, until: 20261122 } })).toBe(1)
  expect(checkPlan(plan, 20261122).at(-1)?.words).toBe('天天签到的会员，30 天最多得 175 积分')
})

test('a campaign that has not begun pays none of its steps', () => {
  const cycle: Cycle = { kind: 'campaign', from: 20261101, until: 20261111 }
  const campaign: Plan = {
    ...plan,
    cycle,
    specials: [],
    ladder: [{ streakDays: 1, ...gift(9) }],
    cumulative: [{ count: 1, ...gift(100) }],
  }
  expect(rewardOf(campaign, facts(20261031, 1)).points).toBe(5)
  expect(rewardOf(campaign, facts(20261101, 1)).points).toBe(114)
})
