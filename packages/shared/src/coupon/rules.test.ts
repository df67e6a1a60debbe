import fc from 'fast-check'
import { discountFen, judgeClaim, judgeIssue, judgeUse, validityOf, type ClaimTerms } from './rules'

const now = new Date('2026-11-22T04:00:00.000Z')
const later = new Date('2026-11-23T04:00:00.000Z')
const earlier = new Date('2026-11-21T04:00:00.000Z')
const terms: ClaimTerms = {
  claimable: true,
  claimFrom: null,
  claimUntil: null,
  endedAt: null,
  stockLeft: 5,
  perMemberLimit: 1,
}

test.each([
  ['coupon_not_claimable', { claimable: false }, 0],
  ['coupon_not_started', { claimFrom: later }, 0],
  ['coupon_ended', { claimUntil: now }, 0],
  ['coupon_ended', { endedAt: earlier }, 0],
  ['coupon_limit', {}, 1],
  ['coupon_sold_out', { stockLeft: 0 }, 0],
] as const)('judgeClaim refuses %s', (reason, change, held) => {
  expect(judgeClaim({ ...terms, ...change }, held, now)).toEqual({ ok: false, reason })
})

test('judgeClaim lets through without limits', () => {
  expect(judgeClaim({ ...terms, stockLeft: null, perMemberLimit: null }, 99, now)).toEqual({ ok: true })
})

test.each([
  ['coupon_ended', { endedAt: earlier }],
  ['coupon_ended', { validUntil: now }],
  ['coupon_sold_out', { stockLeft: 0 }],
] as const)('judgeIssue refuses %s', (reason, change) => {
  expect(judgeIssue({ endedAt: null, validUntil: null, stockLeft: null, ...change }, now)).toEqual({
    ok: false,
    reason,
  })
  expect(judgeIssue({ endedAt: null, validUntil: later, stockLeft: 1 }, now)).toEqual({ ok: true })
})

describe('judgeUse', () => {
  const coupon = { state: 'unused', validFrom: earlier, expiresAt: later, storeIds: ['1'] } as const
  test.each([
    ['coupon_used', { ...coupon, state: 'used' }, '1'],
    ['coupon_void', { ...coupon, state: 'void' }, '1'],
    ['coupon_expired', { ...coupon, expiresAt: now }, '1'],
    ['coupon_not_yet', { ...coupon, validFrom: later }, '1'],
    ['coupon_other_store', coupon, '2'],
  ] as const)('refuses %s', (reason, facts, storeId) => {
    expect(judgeUse(facts, now, storeId)).toEqual({ ok: false, reason })
  })
  test('lets through in its store, and in any when none is named', () => {
    expect(judgeUse(coupon, now, '1')).toEqual({ ok: true })
    expect(judgeUse({ ...coupon, storeIds: [] }, now, '7')).toEqual({ ok: true })
  })
})

describe('validityOf', () => {
  const dayEndsAt = new Date('2026-11-22T16:00:00.000Z')
  test.each([
    ['today only', { validDays: 1, validFrom: null, validUntil: null }, now, dayEndsAt],
    ['fourteen days', { validDays: 14, validFrom: null, validUntil: null }, now, new Date('2026-12-05T16:00:00.000Z')],
    ['cut short by a fixed end', { validDays: 14, validFrom: null, validUntil: later }, now, later],
    ['a fixed span still to come', { validDays: null, validFrom: later, validUntil: dayEndsAt }, later, dayEndsAt],
  ])('%s', (_, validity, validFrom, expiresAt) => {
    expect(validityOf(validity, now, dayEndsAt)).toEqual({ validFrom, expiresAt })
  })
  test('a coupon without an end is a mistake', () => {
    expect(() => validityOf({ validDays: null, validFrom: null, validUntil: null }, now, dayEndsAt)).toThrow(
      'needs an end',
    )
  })
})

describe('discountFen', () => {
  const cash = { kind: 'cash_off', thresholdFen: 2000, offFen: 500, payPermille: null, offMaxFen: null } as const
  const percent = { kind: 'percent_off', thresholdFen: 0, offFen: null, payPermille: 850, offMaxFen: 600 } as const
  test.each([
    ['below the threshold', cash, 1999, 0],
    ['at the threshold', cash, 2000, 500],
    ['8.5 折, rounded in the shop’s favour', percent, 999, 149],
    ['8.5 折, capped', percent, 100_000, 600],
    ['an exchange', { ...cash, kind: 'exchange' as const }, 5000, 0],
  ])('%s', (_, face, amountFen, expected) => {
    expect(discountFen(face, amountFen)).toBe(expected)
  })
  test('is never negative and never more than the amount', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.nat(100_000),
        fc.integer({ min: 0, max: 1000 }),
        (amountFen, offFen, payPermille) => {
          for (const face of [
            { ...cash, thresholdFen: 0, offFen },
            { ...percent, payPermille, offMaxFen: null },
          ]) {
            const off = discountFen(face, amountFen)
            expect(off).toBeGreaterThanOrEqual(0)
            expect(off).toBeLessThanOrEqual(amountFen)
          }
        },
      ),
    )
  })
})
