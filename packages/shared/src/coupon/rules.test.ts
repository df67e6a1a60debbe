import fc from 'fast-check'
import { discountFen, judgeClaim, judgeIssue, judgeUse, validityOf, type Claimant, type ClaimTerms } from './rules'

const now = new Date('2026-11-22T04:00:00.000Z')
const later = new Date('2026-11-23T04:00:00.000Z')
const earlier = new Date('2026-11-21T04:00:00.000Z')
const terms: ClaimTerms = {
  state: 'active',
  claimable: true,
  codeOnly: false,
  claimFrom: null,
  claimUntil: null,
  validUntil: null,
  endedAt: null,
  stockLeft: 5,
  perMemberLimit: 1,
  perMemberDayLimit: null,
  tierMin: null,
  dayLeft: null,
  drop: null,
}
const who: Claimant = {
  held: 0,
  heldToday: 0,
  heldInDrop: 0,
  tierLevel: 1,
  entitled: true,
  earlyMs: 0,
  withCode: false,
}

test.each([
  ['coupon_not_claimable', { claimable: false }, {}],
  ['coupon_not_claimable', { state: 'draft' }, {}],
  ['coupon_not_claimable', { codeOnly: true }, {}],
  ['coupon_paused', { state: 'paused' }, {}],
  ['coupon_not_started', { claimFrom: later }, {}],
  ['coupon_not_started', { claimFrom: later }, { earlyMs: 86_399_999 }],
  ['coupon_ended', { claimUntil: now }, {}],
  ['coupon_ended', { validUntil: now }, {}],
  ['coupon_ended', { endedAt: earlier }, {}],
  ['coupon_tier_only', { tierMin: 2 }, {}],
  ['coupon_holders_only', {}, { entitled: false }],
  ['coupon_limit', { stockLeft: 0 }, { held: 1 }],
  ['coupon_day_limit', { perMemberLimit: null, perMemberDayLimit: 2 }, { heldToday: 2 }],
  ['coupon_sold_out', { stockLeft: 0 }, {}],
  ['coupon_day_sold_out', { dayLeft: 0 }, {}],
  ['coupon_drop_closed', { drop: { left: null, perMember: 1 } }, {}],
  ['coupon_drop_limit', { perMemberLimit: null, drop: { left: 3, perMember: 1 } }, { heldInDrop: 1 }],
  ['coupon_drop_sold_out', { drop: { left: 0, perMember: 1 } }, {}],
  ['coupon_sold_out', { stockLeft: 0, drop: { left: null, perMember: 1 } }, {}],
] as const)('judgeClaim refuses %s', (reason, change, claimant) => {
  const asked = { ...terms, ...(change as Partial<ClaimTerms>) }
  expect(judgeClaim(asked, { ...who, ...claimant }, now)).toEqual({ ok: false, reason })
})

test.each([
  ['without limits', { stockLeft: null, perMemberLimit: null }, { held: 99 }],
  ['with the code', { codeOnly: true }, { withCode: true }],
  ['who may begin early', { claimFrom: later }, { earlyMs: 86_400_000 }],
  ['within a drop', { drop: { left: 1, perMember: 1 } }, {}],
  ['from the tier on', { tierMin: 1 }, {}],
] as const)('judgeClaim lets through %s', (_, change, claimant) => {
  const asked = { ...terms, ...(change as Partial<ClaimTerms>) }
  expect(judgeClaim(asked, { ...who, ...claimant }, now)).toEqual({ ok: true })
})

const given = { state: 'active', endedAt: null, validUntil: null, stockLeft: null } as const
test.each([
  ['coupon_ended', { endedAt: earlier }],
  ['coupon_ended', { state: 'ended' }],
  ['coupon_ended', { validUntil: now }],
  ['coupon_paused', { state: 'paused' }],
  ['coupon_paused', { state: 'draft' }],
  ['coupon_sold_out', { stockLeft: 0 }],
] as const)('judgeIssue refuses %s', (reason, change) => {
  expect(judgeIssue({ ...given, ...change }, now)).toEqual({ ok: false, reason })
  expect(judgeIssue({ ...given, validUntil: later, stockLeft: 1 }, now)).toEqual({ ok: true })
})

describe('judgeUse', () => {
  const coupon = { state: 'unused', validFrom: earlier, expiresAt: later, storeIds: ['1'] } as const
  test.each([
    ['coupon_used', { ...coupon, state: 'used' }, '1'],
    ['coupon_void', { ...coupon, state: 'void' }, '1'],
    ['coupon_expired', { ...coupon, expiresAt: now }, '1'],
    ['coupon_not_yet', { ...coupon, validFrom: later }, '1'],
    ['coupon_other_store', coupon, '2'],
    ['coupon_for_delivery', { ...coupon, kind: 'shipping' }, '1'],
    ['coupon_hours', { ...coupon, holds: { ok: false, reason: 'coupon_hours' } }, '1'],
    ['coupon_blackout', { ...coupon, holds: { ok: false, reason: 'coupon_blackout' } }, '1'],
  ] as const)('refuses %s', (reason, facts, storeId) => {
    expect(judgeUse(facts, now, storeId)).toEqual({ ok: false, reason })
  })
  test('lets through in its store, and in any when none is named', () => {
    expect(judgeUse(coupon, now, '1')).toEqual({ ok: true })
    expect(judgeUse({ ...coupon, storeIds: [], holds: { ok: true } }, now, '7')).toEqual({ ok: true })
    expect(judgeUse({ ...coupon, kind: 'shipping' }, now)).toEqual({ ok: true })
  })
})

describe('validityOf', () => {
  const dayEndsAt = new Date('2026-11-22T16:00:00.000Z')
  test.each([
    ['today only', { validDays: 1, validFrom: null, validUntil: null }, now, dayEndsAt],
    [
      'the day after alone',
      { validDays: 1, validFromDays: 1, validFrom: null, validUntil: null },
      dayEndsAt,
      new Date('2026-11-23T16:00:00.000Z'),
    ],
    ['fourteen days', { validDays: 14, validFrom: null, validUntil: null }, now, new Date('2026-12-05T16:00:00.000Z')],
    ['cut short by a fixed end', { validDays: 14, validFrom: null, validUntil: later }, now, later],
    ['a fixed span still to come', { validDays: null, validFrom: later, validUntil: dayEndsAt }, later, dayEndsAt],
  ])('%s', (_, validity, validFrom, expiresAt) => {
    expect(validityOf({ validFromDays: 0, ...validity }, now, dayEndsAt)).toEqual({ validFrom, expiresAt })
  })
  test('a coupon without an end is a mistake', () => {
    const endless = { validDays: null, validFromDays: 0, validFrom: null, validUntil: null }
    expect(() => validityOf(endless, now, dayEndsAt)).toThrow('needs an end')
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
