import fc from 'fast-check'
import { addDays } from '../kit/day'
import { cacOf, costWithin, permilleOf, qualityOf, speedOf, valueOf, type Bought } from './rules'
import { gradeWords, payLine, perkLines, posterWords } from './word-rules'

const JOINED = new Date('2026-11-01T02:00:00.000Z')
const DAY_MS = 86_400_000
const bought = (days: number, paidFen: number, refundedFen = 0): Bought => ({
  at: new Date(JOINED.getTime() + days * DAY_MS),
  paidFen,
  refundedFen,
})

describe('valueOf', () => {
  test.each<[string, Bought[], { bought: boolean; spentFen: number }]>([
    ['nothing', [], { bought: false, spentFen: 0 }],
    ['before joining', [bought(-0.01, 900)], { bought: false, spentFen: 0 }],
    ['at the very moment', [bought(0, 900)], { bought: true, spentFen: 900 }],
    ['a moment before thirty days', [bought(29.99, 900)], { bought: true, spentFen: 900 }],
    ['thirty days later', [bought(30, 900)], { bought: false, spentFen: 0 }],
    ['given back whole', [bought(1, 900, 900)], { bought: false, spentFen: 0 }],
    ['given back in part', [bought(1, 900, 200), bought(2, 100)], { bought: true, spentFen: 800 }],
    ['paid with points alone', [bought(1, 0)], { bought: true, spentFen: 0 }],
  ])('%s', (_, purchases, value) => expect(valueOf(JOINED, purchases)).toEqual(value))

  test('the order of purchases changes nothing', () => {
    const one = fc
      .tuple(fc.integer({ min: -5, max: 40 }), fc.nat(5000))
      .map(([days, fen]) => bought(days, fen, fen % 700 === 0 ? fen : 0))
    fc.assert(
      fc.property(fc.array(one), (purchases) => {
        expect(valueOf(JOINED, [...purchases].reverse())).toEqual(valueOf(JOINED, purchases))
      }),
    )
  })
})

describe('grades', () => {
  test.each([
    [{ joins: 90, days: 30 }, '最高'],
    [{ joins: 30, days: 30 }, '次高'],
    [{ joins: 6, days: 30 }, '一般'],
    [{ joins: 5, days: 30 }, '较低'],
    [{ joins: 0, days: 7 }, '较低'],
    [{ joins: 900, days: 6 }, '样本不够'],
  ])('speed of %j is %s', (figures, words) => expect(gradeWords(speedOf(figures))).toBe(words))

  test.each([
    [{ joins: 20, buyers: 10 }, '最高'],
    [{ joins: 20, buyers: 6 }, '次高'],
    [{ joins: 20, buyers: 3 }, '一般'],
    [{ joins: 20, buyers: 2 }, '较低'],
    [{ joins: 19, buyers: 19 }, '样本不够'],
  ])('quality of %j is %s', (figures, words) => expect(gradeWords(qualityOf(figures))).toBe(words))

  test('more is never graded lower', () => {
    const rank = (words: string) => ['较低', '一般', '次高', '最高'].indexOf(words)
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (one, more) => {
        const speed = (joins: number) => rank(gradeWords(speedOf({ joins, days: 30 })))
        expect(speed(one + more)).toBeGreaterThanOrEqual(speed(one))
      }),
    )
  })
})

describe('costs', () => {
  test('of spans that follow one another the shares make the whole', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -10, max: 70 }),
        (amountFen, days, cut) => {
          const from = 20261101
          const cost = { from, until: addDays(from, days - 1), amountFen }
          const before = costWithin(cost, { from: addDays(from, -20), until: addDays(from, cut - 1) })
          const after = costWithin(cost, { from: addDays(from, cut), until: addDays(from, 90) })
          expect(before + after).toBe(amountFen)
        },
      ),
    )
  })

  test('a new member costs the whole over the number of them, and nothing can be said of none', () => {
    expect(cacOf(10_000, 3)).toBe(3333)
    expect(cacOf(10_000, 0)).toBeNull()
    expect([permilleOf(1, 3), permilleOf(1, 0)]).toEqual([333, null])
  })
})

test('what staff say is only what is so', () => {
  expect(perkLines({ points: 50, couponNames: ['见面礼券'], benefit: '送购物袋' })[0]).toContain(
    '送购物袋、见面礼券、50 积分',
  )
  const [first] = perkLines({ points: 0, couponNames: [], benefit: null })
  expect(first).not.toContain('到账')
  expect(payLine({ points: 50, couponNames: [], benefit: null })).toContain('50 积分')
  expect(posterWords({ points: 0, couponNames: [], benefit: '送购物袋' })).toBe('入会就送 送购物袋')
  expect(posterWords({ points: 0, couponNames: [], benefit: null })).not.toContain('送')
  expect(payLine({ points: 0, couponNames: [], benefit: null })).not.toContain('送')
})
