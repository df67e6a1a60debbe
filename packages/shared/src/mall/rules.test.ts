import { allowanceOf, judgeExchange } from './rules'
import { nextTier, tierFor } from '../tier/rules'
import { judgeBirthday } from '../member/rules'

const item = { points: 100, stockLeft: 1, perMemberLimit: 2, ended: false }

test.each([
  ['not_found', { ...item, ended: true }, 0, 100],
  ['quote_changed', item, 0, 99],
  ['item_limit', item, 2, 100],
  ['item_sold_out', { ...item, stockLeft: 0 }, 0, 100],
] as const)('judgeExchange refuses %s', (reason, terms, taken, seen) => {
  expect(judgeExchange(terms, taken, seen)).toEqual({ ok: false, reason })
})

test('judgeExchange lets through, and allowanceOf counts down', () => {
  expect(judgeExchange(item, 1, 100)).toEqual({ ok: true })
  expect([0, 1, 2, 3].map((taken) => allowanceOf(item, taken))).toEqual([2, 1, 0, 0])
  expect(allowanceOf({ perMemberLimit: null }, 9)).toBeNull()
})

test('a tier is the highest that growth reaches, and the next one says what is missing', () => {
  const tiers = [
    { level: 1, growthFrom: 0 },
    { level: 3, growthFrom: 1000 },
    { level: 2, growthFrom: 300 },
  ]
  expect([0, 299, 300, 5000].map((growth) => tierFor(tiers, growth).level)).toEqual([1, 1, 2, 3])
  expect(nextTier(tiers, 1, 120)).toMatchObject({ tier: { level: 2 }, missing: 180 })
  expect(nextTier(tiers, 3, 5000)).toBeNull()
})

test.each([
  ['set for the first time', 19950614, null, null, { ok: true, birthday: 19950614 }],
  ['29 February of a leap year', 19960229, null, null, { ok: true, birthday: 19960229 }],
  ['29 February of another', 19950229, null, null, { ok: false, reason: 'birthday_invalid' }],
  ['1900 was no leap year', 19000229, null, null, { ok: false, reason: 'birthday_invalid' }],
  ['in the future', 20261123, null, null, { ok: false, reason: 'birthday_invalid' }],
  ['again within a year', 19950615, 19950614, 20260601, { ok: false, reason: 'birthday_locked' }],
  ['again after a year', 19950615, 19950614, 20251101, { ok: true, birthday: 19950615 }],
  ['taken back', null, 19950614, 20261101, { ok: true, birthday: null }],
] as const)('a birthday %s', (_, next, current, changedDay, expected) => {
  expect(judgeBirthday(next, { current, changedDay, today: 20261122 })).toEqual(expected)
})
