import fc from 'fast-check'
import { allowanceOf, judgeTake, opensAt, priceAt, priceOf, shelfStateOf, type ItemTerms, type Taken } from './rules'
import { nextTier, tierFor } from '../tier/rules'
import { judgeBirthday } from '../member/rules'

const now = new Date('2026-11-22T12:00:00+08:00')
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)

const item: ItemTerms = {
  onSale: true,
  points: 100,
  offer: null,
  saleFrom: null,
  saleUntil: null,
  eventAt: null,
  minLevel: 1,
  stockLeft: 5,
  perMemberLimit: 4,
  perMemberDayLimit: 3,
  dailyQuota: 10,
}
const nobody: Taken = { ever: 0, today: 0, everybodyToday: 0 }
const customer = { tierLevel: 2, earlyAccessHours: 2 }

test.each([
  ['not_found', { onSale: false }, {}, 1],
  ['item_over', { saleUntil: now }, {}, 1],
  ['item_over', { eventAt: hours(-1) }, {}, 1],
  ['item_not_started', { saleFrom: hours(3) }, {}, 1],
  ['item_tier', { minLevel: 3 }, {}, 1],
  ['item_limit', {}, { ever: 3 }, 2],
  ['item_day_limit', {}, { today: 2 }, 2],
  ['item_today_out', {}, { everybodyToday: 9 }, 2],
  ['item_sold_out', { perMemberDayLimit: null, perMemberLimit: null }, {}, 6],
] as const)('judgeTake refuses %s', (reason, terms, taken, quantity) => {
  const asked = { customer, taken: { ...nobody, ...taken }, quantity }
  expect(judgeTake({ ...item, ...terms }, asked, now)).toEqual({ ok: false, reason })
})

test('a tier with early access goes in some hours before everybody else', () => {
  const soon = { ...item, saleFrom: hours(2) }
  expect(opensAt(soon, customer)).toEqual(now)
  expect(judgeTake(soon, { customer, taken: nobody, quantity: 3 }, now)).toEqual({ ok: true })
  expect(shelfStateOf(soon, { tierLevel: 2, earlyAccessHours: 1 }, nobody, now)).toBe('not_started')
  expect(opensAt(item, customer)).toBeNull()
})

test('what one may take in one go is exactly what judgeTake lets through', () => {
  const limit = fc.option(fc.nat(6), { nil: null })
  fc.assert(
    fc.property(
      fc.record({ stockLeft: limit, perMemberLimit: limit, perMemberDayLimit: limit, dailyQuota: limit }),
      fc.record({ ever: fc.nat(6), today: fc.nat(6), everybodyToday: fc.nat(6) }),
      fc.integer({ min: 1, max: 8 }),
      (limits, taken, quantity) => {
        const terms = { ...item, ...limits }
        const allowance = allowanceOf(terms, taken)
        const decision = judgeTake(terms, { customer, taken, quantity }, now)
        expect(decision.ok).toBe(allowance === null || quantity <= allowance)
      },
    ),
  )
})

test('a lower price holds from its first moment to before its last, and never raises one', () => {
  const offer = { points: 60, from: now, until: hours(1) }
  expect(priceAt({ ...item, offer }, now)).toEqual({ points: 60, listPoints: 100, saleEndsAt: offer.until })
  for (const at of [hours(-1), hours(1)])
    expect(priceAt({ ...item, offer }, at)).toEqual({ points: 100, listPoints: null, saleEndsAt: null })
  expect(priceAt({ ...item, offer: { ...offer, points: 120 } }, now).points).toBe(100)
})

test('the whole price is what the member saw, or nothing happens', () => {
  const quote = { quantity: 3, shippingPoints: 50, pointsSeen: 350, cashSeenFen: 0 }
  const [free, dear] = [
    { ...item, priceFen: 0 },
    { ...item, priceFen: 990 },
  ]
  expect(priceOf(free, quote, now)).toEqual({ ok: true, points: 350, cashFen: 0 })
  expect(priceOf(free, { ...quote, pointsSeen: 300 }, now)).toEqual({ ok: false, reason: 'quote_changed' })
  expect(priceOf(dear, quote, now)).toEqual({ ok: false, reason: 'quote_changed' })
  expect(priceOf(dear, { ...quote, cashSeenFen: 2970 }, now)).toEqual({ ok: true, points: 350, cashFen: 2970 })
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
