import fc from 'fast-check'
import { applyCaps, type CapUse } from './cap-rules'
import { DEFAULT_POLICY, memberCaps, worthFen } from './policy-rules'

const cap = (label: string, limit: number, used: number, onExceed: 'clip' | 'reject' = 'clip'): CapUse => ({
  key: label,
  label,
  limit,
  used,
  onExceed,
})

test.each<[string, number, CapUse[], { granted: number; cutBy: string | null }]>([
  ['no cap', 100, [], { granted: 100, cutBy: null }],
  ['room for all of it', 100, [cap('day', 100, 0)], { granted: 100, cutBy: null }],
  ['room for a part', 100, [cap('day', 100, 40)], { granted: 60, cutBy: 'day' }],
  ['no room', 100, [cap('day', 100, 100)], { granted: 0, cutBy: 'day' }],
  ['a limit lowered since', 100, [cap('day', 50, 80)], { granted: 0, cutBy: 'day' }],
  ['the tightest', 100, [cap('day', 100, 20), cap('month', 100, 70)], { granted: 30, cutBy: 'month' }],
  ['the first of equal ones', 100, [cap('day', 50, 0), cap('month', 50, 0)], { granted: 50, cutBy: 'day' }],
  ['rejects what does not fit', 100, [cap('rule', 99, 0, 'reject')], { granted: 0, cutBy: 'rule' }],
  ['takes what just fits', 100, [cap('rule', 100, 0, 'reject')], { granted: 100, cutBy: null }],
  [
    'judges what was clipped before',
    100,
    [cap('rule', 60, 0, 'reject'), cap('day', 60, 0)],
    { granted: 60, cutBy: 'day' },
  ],
  ['rejects the clipped rest', 100, [cap('rule', 50, 0, 'reject'), cap('day', 60, 0)], { granted: 0, cutBy: 'rule' }],
])('%s', (_, wanted, caps, expected) => {
  expect(applyCaps(wanted, caps)).toEqual(expected)
})

test('never more than wanted, never over a limit, and a cut is always named', () => {
  const anyCap = fc.record({
    key: fc.string(),
    label: fc.string({ minLength: 1 }),
    limit: fc.nat(500),
    used: fc.nat(600),
    onExceed: fc.constantFrom('clip' as const, 'reject' as const),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.array(anyCap, { maxLength: 5 }), (wanted, caps) => {
      const { granted, cutBy } = applyCaps(wanted, caps)
      expect(granted).toBeGreaterThanOrEqual(0)
      expect(granted).toBeLessThanOrEqual(wanted)
      expect(cutBy === null).toBe(granted === wanted)
      const over = caps.filter((one) => one.used + granted > one.limit)
      expect(granted === 0 ? [] : over).toEqual([])
    }),
  )
})

test('the policy’s caps are keyed by member and time', () => {
  expect(memberCaps({ perTxn: 500, perDay: 1000, perMonth: 9000 }, '7', 20261122)).toEqual([
    { key: 'txn', limit: 500, label: '单笔积分上限', onExceed: 'clip' },
    { key: 'day:20261122:m7', limit: 1000, label: '每日积分上限', onExceed: 'clip' },
    { key: 'month:202611:m7', limit: 9000, label: '每月积分上限', onExceed: 'clip' },
  ])
  expect(memberCaps(DEFAULT_POLICY.caps, '7', 20261122)).toEqual([])
})

test('points are worth what the policy says, rounded down', () => {
  expect([worthFen(100, 1000), worthFen(3, 500), worthFen(1, 999), worthFen(0, 1000)]).toEqual([100, 1, 0, 0])
  expect(DEFAULT_POLICY).toMatchObject({ approvalAbove: 1000, warningDays: 30, pointMilliFen: 1000 })
})
