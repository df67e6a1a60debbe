import fc from 'fast-check'
import type { OfferTerms } from '../coupon/offer-rules'
import { planRefund, refunded, standOf, type SoldLine, type Wanted } from './rules'
import {
  couponsFor,
  DEFAULT_SETTLE,
  offsetOf,
  offsetWorthFen,
  quote,
  sameFigures,
  stepIsWhole,
  tierOffFen,
  type BillCoupon,
  type BillLine,
  type QuoteTerms,
  type SettlePolicy,
} from './quote-rules'

const END = new Date('2026-12-31T16:00:00.000Z')
const OFFER: OfferTerms = {
  ...{ kind: 'cash_off', thresholdFen: 2000, offFen: 500, payPermille: null, offMaxFen: null },
  ...{ itemSku: null, categories: [], skus: [], stackGroup: 1 },
}
const coupon = (id: string, more: Partial<OfferTerms> = {}, name = '满 20 减 5 券'): BillCoupon => ({
  ...{ id, name, expiresAt: END, terms: { ...OFFER, ...more } },
})
const croissant: BillLine = { sku: 'A1', name: '海盐可颂', category: '面包', quantity: 2, amountFen: 2600 }
const americano: BillLine = { sku: 'B1', name: '热美式', category: '饮品', quantity: 1, amountFen: 1800 }
const GOLD: QuoteTerms = {
  ...{ tier: { name: '金卡', payPermille: 950 }, coupons: [coupon('7')], points: 500, balance: 1960 },
  policy: DEFAULT_SETTLE,
}

const must = (lines: readonly BillLine[], terms: QuoteTerms) => {
  const decision = quote(lines, terms)
  if (!decision.ok) throw new Error(decision.reason)
  return decision.quote
}

test('goods → the tier’s price → coupons → points → payable, each with its basis', () => {
  const bill = must([croissant, americano], GOLD)
  expect(bill.totalFen).toBe(4400)
  expect(bill.deductions.map(({ kind, title, basis, offFen }) => [kind, title, basis, offFen])).toEqual([
    ['tier', '金卡会员价', '9.5 折，不足 1 分的不减', 220],
    ['coupon', '满 20 减 5 券', '会员价后 ¥41.80，已满足门槛', 500],
    ['points', '500 积分抵现', '100 积分抵 1 元，本单最多抵 ¥18.40', 500],
  ])
  expect([bill.payableFen, bill.savedFen, bill.couponIds, bill.points]).toEqual([3180, 1220, ['7'], 500])
  expect(bill.offset).toEqual({ capFen: 1840, maxPoints: 1800, maxFen: 1800 })
  expect(
    bill.lines.map(({ tierFen, couponFen, offsetFen, points, paidFen }) => [
      tierFen,
      couponFen,
      offsetFen,
      points,
      paidFen,
    ]),
  ).toEqual([
    [130, 295, 296, 296, 1879],
    [90, 205, 204, 204, 1301],
  ])
})

test('nothing to take off: what the goods cost', () => {
  const bill = must([americano], { ...GOLD, tier: { name: '普通', payPermille: 1000 }, coupons: [], points: 0 })
  expect([bill.payableFen, bill.savedFen, bill.deductions]).toEqual([1800, 0, []])
})

test.each<[string, Partial<QuoteTerms>, string]>([
  [
    'more than the member has',
    { points: 2000, balance: 1960, policy: { ...DEFAULT_SETTLE, maxSharePermille: 1000 } },
    'points_short',
  ],
  ['more than the share', { points: 1900 }, 'offset_too_much'],
  ['no whole step', { points: 150 }, 'offset_uneven'],
  ['less than the least', { points: 500, policy: { ...DEFAULT_SETTLE, minPoints: 600 } }, 'offset_uneven'],
  ['points turned off', { points: 100, policy: { ...DEFAULT_SETTLE, maxSharePermille: 0 } }, 'offset_too_much'],
  ['a coupon that is not offered', { couponIds: ['8'] }, 'not_found'],
  [
    'a coupon whose threshold is not reached',
    { couponIds: ['8'], coupons: [coupon('8', { thresholdFen: 4300 })] },
    'coupon_below_threshold',
  ],
  [
    'a coupon for other goods',
    { couponIds: ['8'], coupons: [coupon('8', { categories: ['蛋糕'] })] },
    'coupon_other_goods',
  ],
  ['two of one group', { couponIds: ['7', '8'], coupons: [coupon('7'), coupon('8')] }, 'coupon_not_together'],
  ['one coupon twice', { couponIds: ['7', '7'] }, 'coupon_not_together'],
])('refused: %s', (_, more, reason) => {
  expect(quote([croissant, americano], { ...GOLD, ...more })).toMatchObject({ ok: false, reason })
})

test('coupons: the best set by itself, and why the others do nothing', () => {
  const coupons = [
    coupon('1'),
    coupon('2', { offFen: 800, stackGroup: 2 }),
    coupon('3', { thresholdFen: 9000 }),
    coupon('4', { skus: ['Z'] }),
  ]
  const { best, each } = couponsFor([croissant, americano], { tier: GOLD.tier, coupons })
  expect([...best.ids].sort()).toEqual(['1', '2'])
  expect(each.map((one) => (one.ok ? one.offFen : one.reason))).toEqual([
    500,
    800,
    'coupon_below_threshold',
    'coupon_other_goods',
  ])
  expect([...must([croissant, americano], { ...GOLD, coupons }).couponIds].sort()).toEqual(['1', '2'])
  expect(must([croissant, americano], { ...GOLD, coupons, couponIds: [] }).couponIds).toEqual([])
})

test.each<[string, number, number, Partial<SettlePolicy>, [maxPoints: number, maxFen: number]]>([
  ['half of what is left', 3770, 1960, {}, [1800, 1800]],
  ['no more than the balance', 10_000, 250, {}, [200, 200]],
  ['below the least', 10_000, 250, { minPoints: 300 }, [0, 0]],
  ['ten points for a yuan', 1000, 999, { pointsPerYuan: 10, stepPoints: 10 }, [50, 500]],
  ['a thousand for a yuan', 1000, 99_999, { pointsPerYuan: 1000, stepPoints: 1000 }, [5000, 500]],
  ['all of it', 1000, 99_999, { maxSharePermille: 1000 }, [1000, 1000]],
  ['a debt is no balance', 1000, -5, {}, [0, 0]],
])('points: %s', (_, leftFen, balance, more, [maxPoints, maxFen]) => {
  expect(offsetOf(leftFen, balance, { ...DEFAULT_SETTLE, ...more })).toMatchObject({ maxPoints, maxFen })
})

test('a step must be worth whole fen', () => {
  expect([stepIsWhole(DEFAULT_SETTLE), stepIsWhole({ stepPoints: 7, pointsPerYuan: 300 })]).toEqual([true, false])
  expect([tierOffFen(99, 950), tierOffFen(100, 950), tierOffFen(100, 1200), tierOffFen(100, 0)]).toEqual([4, 5, 0, 100])
})

const anyLine = fc.record({
  sku: fc.constantFrom(null, 'A', 'B', 'C'),
  name: fc.constant('货'),
  category: fc.constantFrom('面包', '饮品', '蛋糕'),
  quantity: fc.integer({ min: 1, max: 5 }),
  amountFen: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 50_000 })),
})
const anyCoupon = fc
  .record({
    kind: fc.constantFrom<OfferTerms['kind'][]>('cash_off', 'percent_off', 'exchange'),
    thresholdFen: fc.constantFrom(0, 1, 1000, 5000),
    offFen: fc.integer({ min: 1, max: 8000 }),
    payPermille: fc.integer({ min: 1, max: 999 }),
    offMaxFen: fc.option(fc.integer({ min: 1, max: 5000 })),
    itemSku: fc.constantFrom(null, 'A'),
    categories: fc.constantFrom([], ['面包'], ['饮品', '蛋糕']),
    skus: fc.constantFrom([], ['B']),
    stackGroup: fc.constantFrom(null, 1 as const, 2 as const, 3 as const),
  })
  .map((terms) => ({ name: '券', expiresAt: END, terms }))
const anyPolicy: fc.Arbitrary<SettlePolicy> = fc.record({
  pointsPerYuan: fc.constantFrom(1, 10, 50, 100, 1000),
  maxSharePermille: fc.constantFrom(0, 300, 500, 1000),
  minPoints: fc.constantFrom(0, 100, 500),
  stepPoints: fc.constantFrom(10, 100, 500),
  slipDays: fc.constant(7),
})
const anyBill = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
    coupons: fc.array(anyCoupon, { maxLength: 6 }),
    payPermille: fc.constantFrom(1000, 950, 880, 333, 0),
    balance: fc.nat({ max: 30_000 }),
    use: fc.nat({ max: 1000 }),
    policy: anyPolicy.filter(stepIsWhole),
  })
  .map(({ lines, coupons, payPermille, balance, use, policy }) => {
    const terms: QuoteTerms = {
      ...{ tier: { name: '金卡', payPermille }, balance, policy, points: 0 },
      coupons: coupons.map((one, at) => ({ ...one, id: String(at + 1) })),
    }
    const { maxPoints } = must(lines, terms).offset
    const steps = Math.floor((maxPoints / policy.stepPoints) * (use / 1000))
    const points = steps * policy.stepPoints
    return { lines, terms: { ...terms, points: points < policy.minPoints ? 0 : points } }
  })

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

test('any basket: whole fen, never negative, never more off than the bill, every line and every sum exact', () => {
  fc.assert(
    fc.property(anyBill, ({ lines, terms }) => {
      const bill = must(lines, terms)
      expect(bill.totalFen).toBe(sum(lines.map((line) => line.amountFen)))
      expect(bill.totalFen - sum(bill.deductions.map((one) => one.offFen))).toBe(bill.payableFen)
      expect(bill.savedFen).toBe(bill.totalFen - bill.payableFen)
      expect(sum(bill.lines.map((line) => line.paidFen))).toBe(bill.payableFen)
      expect(sum(bill.lines.map((line) => line.points))).toBe(terms.points)
      expect(sum(bill.lines.map((line) => line.offsetFen))).toBe(offsetWorthFen(terms.points, terms.policy))
      const isExact = bill.lines.every(({ amountFen, tierFen, couponFen, offsetFen, points, paidFen }) => {
        const parts = [tierFen, couponFen, offsetFen, paidFen]
        return [...parts, points].every((one) => Number.isSafeInteger(one) && one >= 0) && sum(parts) === amountFen
      })
      expect(isExact).toBe(true)
      expect(sum(bill.lines.map((line) => line.offsetFen))).toBeLessThanOrEqual(bill.offset.capFen)
      expect(terms.points).toBeLessThanOrEqual(terms.balance)
    }),
    { numRuns: 2000 },
  )
})

test('what is shown is what is charged: the chosen coupons and points give the same figures again', () => {
  fc.assert(
    fc.property(anyBill, ({ lines, terms }) => {
      const shown = must(lines, terms)
      const charged = must(lines, { ...terms, couponIds: shown.couponIds })
      expect(sameFigures(shown, charged)).toBe(true)
      expect(charged.payableFen).toBe(shown.payableFen)
    }),
    { numRuns: 1000 },
  )
})

test('no choice is dearer than none, the best set is never worse than one coupon, and more points never cost more', () => {
  fc.assert(
    fc.property(anyBill, ({ lines, terms }) => {
      const best = must(lines, { ...terms, points: 0 })
      const none = must(lines, { ...terms, points: 0, couponIds: [] })
      expect(best.payableFen).toBeLessThanOrEqual(none.payableFen)
      for (const { id } of terms.coupons) {
        const one = quote(lines, { ...terms, points: 0, couponIds: [id] })
        expect(!one.ok || best.payableFen <= one.quote.payableFen).toBe(true)
      }
      expect(must(lines, terms).payableFen).toBe(best.payableFen - offsetWorthFen(terms.points, terms.policy))
      const better = must(lines, {
        ...terms,
        points: 0,
        couponIds: [],
        tier: { name: '黑金', payPermille: Math.floor(terms.tier.payPermille / 2) },
      })
      expect(better.payableFen).toBeLessThanOrEqual(none.payableFen)
    }),
    { numRuns: 300 },
  )
})

test('refunded in any order and size, a bill gives back exactly the money and the points that paid it', () => {
  const steps = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 5 }), fc.integer({ min: 1, max: 9000 })), {
    maxLength: 25,
  })
  fc.assert(
    fc.property(anyBill, steps, ({ lines, terms }, wanted) => {
      const bill = must(lines, terms)
      let rows = bill.lines.map(({ quantity, paidFen, points }, at): SoldLine => ({
        ...{ line: at + 1, quantity, paidFen, points, refundedQuantity: 0, refundedFen: 0 },
      }))
      let [money, points] = [0, 0]
      const apply = (what: Wanted) => {
        const plan = planRefund(rows, what)
        if (!plan.ok) return
        rows = refunded(rows, plan.lines)
        money += plan.amountFen
        const back = standOf(rows).points - points
        expect(back).toBeGreaterThanOrEqual(0)
        points += back
        expect(rows.every((row) => row.refundedFen <= row.paidFen && row.refundedQuantity <= row.quantity)).toBe(true)
      }
      for (const [by, at, amountFen] of wanted)
        apply(by === 0 ? { by: 'amount', amountFen } : { by: 'lines', lines: [{ line: at + 1, quantity: by }] })
      apply({ by: 'whole' })
      expect([money, points, standOf(rows).isWhole]).toEqual([bill.payableFen, terms.points, true])
      expect(planRefund(rows, { by: 'whole' })).toEqual({ ok: false, reason: 'refund_too_much' })
    }),
    { numRuns: 1000 },
  )
})
