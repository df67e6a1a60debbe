import fc from 'fast-check'
import {
  balanceAt,
  byEnd,
  byId,
  expiringNext,
  graceEnd,
  holding,
  isAmount,
  planCapture,
  planReversal,
  planSpend,
  takeFrom,
  type Lot,
} from './rules'
import { anyLots, lot } from './test-lots'

const now = new Date('2026-11-22T04:00:00.000Z')

describe('planSpend', () => {
  test.each<[string, Lot[], number, { lotId: string; points: number }[]]>([
    [
      'what ends first',
      [lot('2', 50, '2027-12-31'), lot('1', 30, '2027-06-30')],
      40,
      [
        { lotId: '1', points: 30 },
        { lotId: '2', points: 10 },
      ],
    ],
    [
      'what never ends last',
      [lot('1', 50, null), lot('2', 50, '2027-01-01')],
      60,
      [
        { lotId: '2', points: 50 },
        { lotId: '1', points: 10 },
      ],
    ],
    [
      'passes over what has ended',
      [lot('1', 99, '2026-11-22T04:00:00.000Z'), lot('2', 50, null)],
      40,
      [{ lotId: '2', points: 40 }],
    ],
    [
      'passes over what is pending, held or used up',
      [
        lot('1', 99, null, { state: 'pending' }),
        lot('2', 0, '2027-01-01', { held: 30 }),
        lot('3', 0, '2027-01-01'),
        lot('4', 50, null),
      ],
      40,
      [{ lotId: '4', points: 40 }],
    ],
    [
      'the older of two that end together',
      [lot('10', 5, '2027-01-01'), lot('9', 5, '2027-01-01')],
      6,
      [
        { lotId: '9', points: 5 },
        { lotId: '10', points: 1 },
      ],
    ],
  ])('takes %s', (_, lots, points, draws) => {
    expect(planSpend(lots, points, now)).toEqual({ ok: true, draws })
  })

  test.each([
    ['points_short', 11],
    ['points_invalid', 0],
    ['points_invalid', -1],
    ['points_invalid', 1.5],
    ['points_invalid', Number.NaN],
    ['points_invalid', 1_000_000_001],
  ] as const)('refuses with %s for %d', (reason, points) => {
    expect(planSpend([lot('1', 10, null)], points, now)).toEqual({ ok: false, reason })
  })

  test('draws exactly what was asked or refuses, and never more than a lot holds', () => {
    fc.assert(
      fc.property(anyLots, fc.integer({ min: 1, max: 5000 }), (lots, points) => {
        const plan = planSpend(lots, points, now)
        expect(plan.ok).toBe(balanceAt(lots, now) >= points)
        if (!plan.ok) return
        expect(plan.draws.reduce((sum, draw) => sum + draw.points, 0)).toBe(points)
        for (const draw of plan.draws)
          expect(draw.points).toBeLessThanOrEqual(lots.find((one) => one.id === draw.lotId)?.remaining ?? -1)
      }),
    )
  })
})

test('an operation moves between one point and a thousand million', () => {
  expect([1, 1_000_000_000, 0, -1, 1_000_000_001, 0.5, Number.NaN, Infinity].map(isAmount)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('ids are compared as the numbers that they are', () => {
  expect(['10', '9', '2', '100', '2'].sort(byId)).toEqual(['2', '2', '9', '10', '100'])
  expect(byId('7', '7')).toBe(0)
})

test('lots are used in the order of their ends, and those without an end last', () => {
  const lots = [lot('1', 1, null), lot('3', 1, '2027-01-01'), lot('2', 1, '2027-01-01'), lot('4', 1, '2026-12-01')]
  expect([...lots].sort(byEnd).map((one) => one.id)).toEqual(['4', '2', '3', '1'])
})

test('holding tells the states apart', () => {
  const lots = [
    lot('1', 4, null),
    lot('2', 5, null, { state: 'pending' }),
    lot('3', 0, null),
    lot('4', 6, '2026-01-01'),
  ]
  expect(holding(lots, 'active', now).map((one) => one.id)).toEqual(['1'])
  expect(holding(lots, 'pending', now).map((one) => one.id)).toEqual(['2'])
})

test('taking stops at what there is, and says what is missing', () => {
  const lots = [lot('1', 4, null), lot('2', 0, null), lot('3', 5, null)]
  expect(takeFrom(lots, 12)).toEqual({
    draws: [
      { lotId: '1', points: 4 },
      { lotId: '3', points: 5 },
    ],
    missing: 3,
  })
  expect(takeFrom(lots, 4)).toEqual({ draws: [{ lotId: '1', points: 4 }], missing: 0 })
})

describe('planCapture', () => {
  const held = [
    { lotId: '1', points: 30 },
    { lotId: '2', points: 20 },
  ]
  test.each([
    [50, held, []],
    [30, [{ lotId: '1', points: 30 }], [{ lotId: '2', points: 20 }]],
    [
      10,
      [{ lotId: '1', points: 10 }],
      [
        { lotId: '1', points: 20 },
        { lotId: '2', points: 20 },
      ],
    ],
    [
      45,
      [
        { lotId: '1', points: 30 },
        { lotId: '2', points: 15 },
      ],
      [{ lotId: '2', points: 5 }],
    ],
  ])('%d of 50', (points, captured, released) => {
    expect(planCapture(held, points)).toEqual({ ok: true, captured, released })
  })
  test('refuses more than is held, and no amount', () => {
    expect(planCapture(held, 51)).toEqual({ ok: false, reason: 'points_short' })
    expect(planCapture(held, 0)).toEqual({ ok: false, reason: 'points_invalid' })
  })
})

test.each([
  [100, 0, undefined, { ok: true, points: 100 }],
  [100, 30, undefined, { ok: true, points: 70 }],
  [100, 30, 70, { ok: true, points: 70 }],
  [100, 30, 71, { ok: false, reason: 'reversal_too_much' }],
  [100, 100, undefined, { ok: false, reason: 'already_done' }],
  [100, 100, 1, { ok: false, reason: 'already_done' }],
  [100, 0, 0, { ok: false, reason: 'points_invalid' }],
  [0, 0, undefined, { ok: false, reason: 'already_done' }],
])('of %d with %d undone, undoing %s', (granted, undone, points, expected) => {
  expect(planReversal(granted, undone, points)).toEqual(expected)
})

test('the grace is counted in days of 24 hours', () => {
  expect(graceEnd(now, 15)).toEqual(new Date('2026-12-07T04:00:00.000Z'))
})

test('expiringNext adds up what ends together', () => {
  const end = new Date('2026-12-01T00:00:00.000Z')
  const lots = [
    lot('1', 5, end.toISOString()),
    lot('2', 7, end.toISOString()),
    lot('3', 9, '2027-01-01'),
    lot('4', 1, null),
    lot('5', 8, end.toISOString(), { state: 'pending' }),
  ]
  expect(expiringNext(lots, now)).toEqual({ points: 12, at: end })
  expect(expiringNext([lot('1', 5, null)], now)).toBeNull()
  expect(expiringNext([], now)).toBeNull()
})
