import fc from 'fast-check'
import { evaluate } from '../evaluate-rules'
import type { Facts, RuleBody, RuleSet } from '../rules'
import { applyLimits, capsOfRule, capsOfSet, granting, lanesOf, timeLimitsOf, type Lane, type Used } from './cap-rules'

const facts: Facts = { event: 'purchase', day: 20_261_125, weekday: 3, minuteOfDay: 840, amountFen: 10_000 }
const gift = (key: string, give: number, more: Partial<RuleBody> = {}): RuleBody => ({
  ...{ key, title: key, on: 'purchase', effects: [{ kind: 'fixed', unit: 'points', give }] },
  ...more,
})
const whose = { memberId: '12', day: 20_261_125 }
const campaign = {
  ...{ key: 'nov', name: '双十一', organiser: 'a', contact: 'b', conditions: 'c', limits: 'd' },
  ...{ from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
}
const lanes = (set: RuleSet): Lane[] =>
  evaluate(set, facts, { memberId: '12', at: new Date('2026-11-25T06:00:00.000Z'), benefit: { pointsPermille: 1000 } })
    .lanes
const given = (set: RuleSet, used: Used) =>
  applyLimits(lanes(set), used).map(({ key, granted, cutBy }) => ({ key, granted, cutBy }))

test('each limit counts under a key of its own', () => {
  const limits = { pointsPerDay: 1, pointsPerMonth: 2, pointsEver: 3, budgetPoints: 4 }
  const rule = gift('r', 9, { title: '礼', limits, campaign: 'nov' })
  expect(capsOfRule({ rules: [rule], campaigns: [{ ...campaign, budgetPoints: 5 }] }, rule, whose)).toEqual([
    { key: 'rule:r:m12:d20261125', limit: 1, label: '「礼」每天最多 1 积分', onExceed: 'clip' },
    { key: 'rule:r:m12:202611', limit: 2, label: '「礼」每月最多 2 积分', onExceed: 'clip' },
    { key: 'rule:r:m12', limit: 3, label: '「礼」每人最多 3 积分', onExceed: 'clip' },
    { key: 'budget:rule:r', limit: 4, label: '「礼」的积分已送完', onExceed: 'clip', shared: true },
    { key: 'campaign:nov', limit: 5, label: '「双十一」的积分已送完', onExceed: 'clip', shared: true },
  ])
  expect(capsOfRule({ rules: [rule], campaigns: [campaign] }, gift('x', 1, { campaign: 'nov' }), whose)).toEqual([])
  expect(capsOfSet({ rules: [], caps: { pointsPerDay: 7, pointsPerMonth: 8 } }, whose)).toEqual([
    { key: 'earning:m12:d20261125', limit: 7, label: '每天最多 7 积分', onExceed: 'clip' },
    { key: 'earning:m12:202611', limit: 8, label: '每月最多 8 积分', onExceed: 'clip' },
  ])
  expect(
    timeLimitsOf(gift('r', 1, { limits: { timesPerDay: 1, timesPerMonth: 2, timesEver: 3 } }), 20_261_125),
  ).toEqual([
    { key: 'times:r:d20261125', limit: 1, reason: 'times_day' },
    { key: 'times:r:202611', limit: 2, reason: 'times_month' },
    { key: 'times:r', limit: 3, reason: 'times_ever' },
  ])
  expect(timeLimitsOf(gift('r', 1), 20_261_125)).toEqual([])
})

test('keys fit their column whatever the names', () => {
  const key = `r${'-'.repeat(31)}`
  const rule = gift(key, 1, { limits: { pointsPerDay: 1, budgetPoints: 1, timesPerDay: 1 }, campaign: key })
  const set: RuleSet = { rules: [rule], campaigns: [{ ...campaign, key, budgetPoints: 1 }] }
  const caps = capsOfRule(set, rule, { memberId: '9'.repeat(19), day: 20_261_125 })
  for (const one of [...caps, ...timeLimitsOf(rule, 20_261_125)]) expect(one.key).toMatch(/^[\x21-\x7e]{1,96}$/)
})

test('rules without limits share a lane; one with limits, an end or a wait has its own; growth has none', () => {
  const expiry = { kind: 'days', days: 30 } as const
  const set: RuleSet = {
    rules: [
      gift('a', 1),
      gift('b', 2),
      gift('c', 3, { limits: { pointsPerDay: 2 } }),
      gift('d', 4, { expiry }),
      gift('e', 5, { pendingDays: 7 }),
      gift('f', 6, { effects: [{ kind: 'fixed', unit: 'growth', give: 6 }], limits: { pointsPerDay: 1 } }),
      gift('g', 7, { limits: { timesPerDay: 1 } }),
    ],
    caps: { pointsPerDay: 100 },
  }
  const shown = lanes(set).map(({ key, unit, rules, wanted, caps, expiry: ends, pendingDays }) => ({
    ...{ key, unit, rules, wanted, pendingDays, ends, caps: caps.map((one) => one.key) },
  }))
  const day = 'earning:m12:d20261125'
  const plain = { unit: 'points', pendingDays: 0, ends: null, caps: [day] }
  expect(shown).toEqual([
    { ...plain, key: '*', rules: ['a', 'b', 'g'], wanted: 10 },
    { ...plain, key: 'c', rules: ['c'], wanted: 3, caps: ['rule:c:m12:d20261125', day] },
    { ...plain, key: 'd', rules: ['d'], wanted: 4, ends: expiry },
    { ...plain, key: 'e', rules: ['e'], wanted: 5, pendingDays: 7 },
    { ...plain, key: '*growth', unit: 'growth', rules: ['f'], wanted: 6, caps: [] },
  ])
  expect(lanesOf(set, set.rules, [], whose)).toEqual([])
})

test.each<[string, Partial<RuleBody['limits']>, Used, number, string | null]>([
  ['nothing used', { pointsPerDay: 50 }, {}, 30, null],
  ['just fits', { pointsPerDay: 50 }, { 'rule:r:m12:d20261125': 20 }, 30, null],
  ['clipped', { pointsPerDay: 50 }, { 'rule:r:m12:d20261125': 21 }, 29, '「r」每天最多 50 积分'],
  ['used up', { pointsPerDay: 50 }, { 'rule:r:m12:d20261125': 60 }, 0, '「r」每天最多 50 积分'],
  ['rejected', { pointsPerDay: 50, onExceed: 'reject' }, { 'rule:r:m12:d20261125': 21 }, 0, '「r」每天最多 50 积分'],
  ['the tightest tells', { pointsPerDay: 20, pointsEver: 10 }, {}, 10, '「r」每人最多 10 积分'],
  ['the budget', { budgetPoints: 100 }, { 'budget:rule:r': 95 }, 5, '「r」的积分已送完'],
])('%s', (_, limits, used, granted, cutBy) => {
  expect(given({ rules: [gift('r', 30, { limits })] }, used)).toEqual([{ key: 'r', granted, cutBy }])
})

test('lanes share the limits of the set, one after the other; a limit of one transaction is each lane’s own', () => {
  const set: RuleSet = {
    rules: [gift('a', 30), gift('b', 30, { limits: { pointsPerDay: 100 } })],
    caps: { pointsPerDay: 40 },
  }
  expect(given(set, {})).toEqual([
    { key: '*', granted: 30, cutBy: null },
    { key: 'b', granted: 10, cutBy: '每天最多 40 积分' },
  ])
  const caps = [{ key: 'txn', limit: 25, label: '单笔', onExceed: 'clip' as const }]
  const own = evaluate({ rules: set.rules }, facts, {
    memberId: '12',
    at: new Date(0),
    benefit: { pointsPermille: 1000 },
    caps,
  })
  expect(applyLimits(own.lanes, {}).map((lane) => lane.granted)).toEqual([25, 25])
})

test('what is cut is cut from every line by its share', () => {
  const lane = { ...(lanes({ rules: [gift('a', 10)] })[0] as Lane), weights: [6, 3, 1] }
  expect(granting(lane, 5, '限')).toMatchObject({ granted: 5, cutBy: '限', lines: [3, 2, 0] })
})

test('limits are never exceeded, however much is asked', () => {
  const amount = fc.integer({ min: 1, max: 500 })
  fc.assert(
    fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), amount, amount, (gifts, day, budget) => {
      const used: Used = {}
      for (const give of gifts) {
        const set: RuleSet = {
          rules: [gift('r', give, { limits: { budgetPoints: budget } })],
          caps: { pointsPerDay: day },
        }
        for (const lane of applyLimits(lanes(set), used))
          for (const { key } of lane.caps) used[key] = (used[key] ?? 0) + lane.granted
      }
      const asked = gifts.reduce((sum, one) => sum + one, 0)
      expect(used['budget:rule:r']).toBe(Math.min(asked, day, budget))
    }),
  )
})
