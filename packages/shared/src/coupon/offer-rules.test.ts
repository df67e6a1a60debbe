import fc from 'fast-check'
import {
  applyCoupons,
  bestCombination,
  couldUse,
  type BasketLine,
  type Candidate,
  type OfferTerms,
} from './offer-rules'

const terms = (change: Partial<OfferTerms>): OfferTerms => ({
  kind: 'cash_off',
  thresholdFen: 0,
  offFen: null,
  payPermille: null,
  offMaxFen: null,
  itemSku: null,
  categories: [],
  skus: [],
  stackGroup: null,
  ...change,
})
const day = (number: number) => new Date(Date.UTC(2026, 10, number))
const coupon = (id: string, change: Partial<OfferTerms>, expiresAt = day(20)): Candidate => ({
  id,
  terms: terms(change),
  expiresAt,
})

const bread: BasketLine = { sku: 'B01', category: '面包', quantity: 3, amountFen: 2699 }
const coffee: BasketLine = { sku: 'C01', category: '咖啡', quantity: 1, amountFen: 1800 }
const lines = [bread, coffee]

describe('couldUse', () => {
  test.each([
    ['cash off', { offFen: 500 }, 500],
    ['at the threshold', { offFen: 500, thresholdFen: 4499 }, 500],
    ['never more than what it covers', { offFen: 9000, categories: ['咖啡'] }, 1800],
    ['a share of what it covers', { kind: 'percent_off', payPermille: 850, skus: ['C01'] }, 270],
    ['a capped share', { kind: 'percent_off', payPermille: 500, offMaxFen: 600 }, 600],
    ['one piece of the named goods', { kind: 'exchange', itemSku: 'B01' }, 899],
    ['the dearest piece in scope', { kind: 'exchange', categories: ['面包', '咖啡'] }, 1800],
    ['one use of a times card', { kind: 'times', itemSku: 'C01' }, 1800],
  ] as const)('%s', (_, change, offFen) => {
    expect(couldUse(lines, terms(change as Partial<OfferTerms>))).toEqual({ ok: true, offFen })
  })
  test.each([
    ['other categories', { offFen: 500, categories: ['蛋糕'] }],
    ['goods that are not in the basket', { kind: 'exchange', itemSku: 'K01' }],
    ['goods named in words only', { kind: 'exchange' }],
    ['what is for deliveries', { kind: 'shipping' }],
  ] as const)('refuses %s', (_, change) => {
    expect(couldUse(lines, terms(change as Partial<OfferTerms>))).toEqual({ ok: false, reason: 'coupon_other_goods' })
  })
  test('says how much is missing to the threshold, of what it covers', () => {
    const answer = couldUse(lines, terms({ offFen: 500, thresholdFen: 3000, categories: ['面包'] }))
    expect(answer).toEqual({ ok: false, reason: 'coupon_below_threshold', shortFen: 301 })
  })
  test('is not used up for nothing', () => {
    const cheap = [{ ...coffee, amountFen: 6 }]
    expect(couldUse(cheap, terms({ kind: 'percent_off', payPermille: 850 }))).toMatchObject({
      reason: 'coupon_below_threshold',
    })
  })
})

describe('applyCoupons', () => {
  test('takes the free piece first, then the share, then the amount', () => {
    const set = [
      coupon('1', { offFen: 300, stackGroup: 1 }),
      coupon('2', { kind: 'percent_off', payPermille: 900, stackGroup: 2 }),
      coupon('3', { kind: 'exchange', itemSku: 'C01', stackGroup: 3 }),
    ]
    expect(applyCoupons(lines, set)).toEqual({
      ok: true,
      offFen: 1800 + 269 + 300,
      coupons: [
        { id: '3', offFen: 1800, byLine: [0, 1800] },
        { id: '2', offFen: 269, byLine: [269, 0] },
        { id: '1', offFen: 300, byLine: [300, 0] },
      ],
    })
  })
  test('two free pieces of one line are two pieces', () => {
    const free = { kind: 'exchange', itemSku: 'B01' } as const
    const set = [coupon('1', { ...free, stackGroup: 1 }), coupon('2', { ...free, stackGroup: 2 })]
    expect(applyCoupons([bread], set)).toMatchObject({ offFen: 899 + 900 })
  })
  test.each([
    ['one that stands alone', [coupon('1', { offFen: 1 }), coupon('2', { offFen: 1, stackGroup: 1 })]],
    ['two of a group', [coupon('1', { offFen: 1, stackGroup: 2 }), coupon('2', { offFen: 1, stackGroup: 2 })]],
    ['the same twice', [coupon('1', { offFen: 1, stackGroup: 1 }), coupon('1', { offFen: 1, stackGroup: 2 })]],
    ['nothing left', [coupon('1', { offFen: 9999, stackGroup: 1 }), coupon('2', { offFen: 9999, stackGroup: 2 })]],
  ])('refuses %s', (_, set) => {
    expect(applyCoupons(lines, set)).toEqual({ ok: false, reason: 'coupon_not_together' })
  })
  test('says which one does not hold here, and none is none', () => {
    const set = [coupon('1', { offFen: 1, stackGroup: 1 }), coupon('2', { offFen: 1, categories: ['蛋糕'] })]
    expect(applyCoupons(lines, set)).toEqual({ ok: false, reason: 'coupon_other_goods', id: '2' })
    expect(applyCoupons(lines, [])).toEqual({ ok: true, offFen: 0, coupons: [] })
  })
})

describe('bestCombination', () => {
  test.each([
    ['groups together beat one alone', [coupon('1', { offFen: 700 }), ...pair(400, 400)], ['a', 'b'], 800],
    ['one alone beats weak groups', [coupon('1', { offFen: 900 }), ...pair(400, 400)], ['1'], 900],
    ['fewer coupons of equals', [coupon('1', { offFen: 800 }, day(30)), ...pair(400, 400)], ['1'], 800],
    ['the earlier end of equals', [coupon('1', { offFen: 5 }, day(9)), coupon('2', { offFen: 5 }, day(8))], ['2'], 5],
    ['nothing that helps', [coupon('1', { offFen: 5, thresholdFen: 99_999 })], [], 0],
  ])('%s', (_, wallet, ids, offFen) => {
    expect(bestCombination(lines, wallet)).toEqual({ ids, offFen })
  })

  function pair(first: number, second: number) {
    return [coupon('a', { offFen: first, stackGroup: 1 }), coupon('b', { offFen: second, stackGroup: 2 })]
  }
})

const aLine = fc.record({
  sku: fc.constantFrom('A', 'B', 'C', null),
  category: fc.constantFrom('x', 'y'),
  quantity: fc.integer({ min: 1, max: 4 }),
  amountFen: fc.integer({ min: 0, max: 5000 }),
})
const aBasket = fc.array(aLine, { maxLength: 5 })
const aTerms: fc.Arbitrary<OfferTerms> = fc.record({
  kind: fc.constantFrom('cash_off', 'percent_off', 'exchange', 'times', 'shipping'),
  thresholdFen: fc.constantFrom(0, 0, 1000, 6000),
  offFen: fc.constantFrom(1, 300, 700, 2000),
  payPermille: fc.constantFrom(1, 500, 850, 999),
  offMaxFen: fc.constantFrom(null, null, 400),
  itemSku: fc.constantFrom(null, null, 'A', 'B'),
  categories: fc.constantFrom([], [], ['x'], ['x', 'y']),
  skus: fc.constantFrom([], [], ['B']),
  stackGroup: fc.constantFrom(null, 1, 2, 3),
})
const aWallet = (maxLength: number) =>
  fc
    .array(fc.record({ terms: aTerms, end: fc.integer({ min: 1, max: 5 }) }), { maxLength })
    .map((all): Candidate[] =>
      all.map(({ terms: own, end }, index) => ({ id: String(index + 1), terms: own, expiresAt: day(end) })),
    )

/** Every set there is, which only small wallets allow. */
function bruteForce(basket: readonly BasketLine[], wallet: readonly Candidate[]) {
  let most = 0
  for (let mask = 1; mask < 2 ** wallet.length; mask += 1) {
    const applied = applyCoupons(
      basket,
      wallet.filter((_, index) => (mask >> index) % 2 === 1),
    )
    if (applied.ok) most = Math.max(most, applied.offFen)
  }
  return most
}

test('the best combination is the best there is, and never worse than any single coupon', () => {
  fc.assert(
    fc.property(aBasket, aWallet(8), (basket, wallet) => {
      const { ids, offFen } = bestCombination(basket, wallet)
      expect(offFen).toBe(bruteForce(basket, wallet))
      const alone = wallet.map((one) => couldUse(basket, one.terms)).map((answer) => (answer.ok ? answer.offFen : 0))
      expect(offFen).toBeGreaterThanOrEqual(Math.max(0, ...alone))
      const applied = applyCoupons(
        basket,
        wallet.filter(({ id }) => ids.includes(id)),
      )
      expect(applied).toMatchObject({ ok: true, offFen })
    }),
    { numRuns: 400 },
  )
})

test('what coupons take off adds up by line, and no line goes below zero', () => {
  fc.assert(
    fc.property(aBasket, aWallet(3), (basket, wallet) => {
      const applied = applyCoupons(basket, wallet)
      if (!applied.ok) return
      for (const { offFen, byLine } of applied.coupons) expect(byLine.reduce((a, b) => a + b, 0)).toBe(offFen)
      expect(applied.coupons.reduce((all, { offFen }) => all + offFen, 0)).toBe(applied.offFen)
      basket.forEach(({ amountFen }, index) => {
        const off = applied.coupons.map(({ byLine }) => byLine[index] ?? 0)
        expect(Math.min(...off, 0)).toBe(0)
        expect(off.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(amountFen)
      })
    }),
  )
})

test('thirty different coupons on a long bill are judged at once', () => {
  const basket = Array.from({ length: 50 }, (_, index) => ({ ...bread, sku: `S${index}`, amountFen: 1000 + index }))
  const wallet = Array.from({ length: 30 }, (_, index) =>
    coupon(String(index), { offFen: 500 + index, stackGroup: ((index % 3) + 1) as 1 | 2 | 3 }),
  )
  const began = performance.now()
  expect(bestCombination(basket, wallet)).toEqual({ ids: ['27', '28', '29'], offFen: 527 + 528 + 529 })
  expect(performance.now() - began).toBeLessThan(1000)
})
