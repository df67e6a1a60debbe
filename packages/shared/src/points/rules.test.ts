import fc from 'fast-check'
import { balanceAt, expiringNext, planClawback, planEarn, planReturn, planSpend, type Lot } from './rules'

const now = new Date('2026-11-22T04:00:00.000Z')
const lot = (id: string, remaining: number, end: string | null): Lot => ({
  id,
  remaining,
  expiresAt: end === null ? null : new Date(end),
})

const anyLots = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 1e12 }).map(String),
    remaining: fc.nat(1000),
    expiresAt: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), {
      nil: null,
    }),
  }),
  { maxLength: 12, selector: (one) => one.id },
)

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

test('planEarn pays a debt first, and keeps the rest', () => {
  expect(planEarn(100, 30)).toEqual({ ok: true, absorbed: 30, kept: 70 })
  expect(planEarn(20, 30)).toEqual({ ok: true, absorbed: 20, kept: 0 })
  expect(planEarn(0, 0)).toEqual({ ok: false, reason: 'points_invalid' })
})

test('planClawback takes all it can, its own lot first, and owes the rest', () => {
  fc.assert(
    fc.property(anyLots, fc.integer({ min: 1, max: 5000 }), (lots, points) => {
      const own = lots[0]?.id ?? null
      const { draws, debt } = planClawback(lots, own, points, now)
      expect(draws.reduce((sum, draw) => sum + draw.points, 0) + debt).toBe(points)
      expect(draws.slice(1).some((draw) => draw.lotId === own)).toBe(false)
    }),
  )
})

test('planReturn gives back every point, and none of them ends before the grace', () => {
  const drawn = fc.array(
    fc.record({
      lotId: fc.integer({ min: 1, max: 99 }).map(String),
      points: fc.integer({ min: 1, max: 500 }),
      expiresAt: fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), {
        nil: null,
      }),
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 30 }), (lots, graceDays) => {
      const { toLots, toNewLots } = planReturn(lots, now, graceDays)
      const total = (list: { points: number }[]) => list.reduce((sum, one) => sum + one.points, 0)
      expect(total(toLots) + total(toNewLots)).toBe(total(lots))
      const graceEnd = now.getTime() + graceDays * 86_400_000
      for (const one of toNewLots) expect(one.expiresAt.getTime()).toBe(graceEnd)
    }),
  )
})

test('expiringNext adds up what ends together', () => {
  const end = new Date('2026-12-01T00:00:00.000Z')
  const lots = [
    lot('1', 5, end.toISOString()),
    lot('2', 7, end.toISOString()),
    lot('3', 9, '2027-01-01'),
    lot('4', 1, null),
  ]
  expect(expiringNext(lots, now)).toEqual({ points: 12, at: end })
  expect(expiringNext([lot('1', 5, null)], now)).toBeNull()
})
