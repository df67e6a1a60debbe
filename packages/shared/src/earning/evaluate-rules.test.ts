import fc from 'fast-check'
import { canonical, canonicalFacts, canonicalSet } from './canonical-rules'
import { applyLimits } from './effects/cap-rules'
import { decisionOf, evaluate, totalOf, type Context } from './evaluate-rules'
import type { Effect, Facts, RuleBody, RuleSet } from './rules'

const NOW = new Date('2026-11-25T06:00:00.000Z')
const context: Context = { memberId: '1', at: NOW, benefit: { pointsPermille: 1000 } }
/** A Wednesday, at two in the afternoon. */
const sale = (amountFen: number, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'purchase', day: 20_261_125, weekday: 3, minuteOfDay: 840, amountFen },
  items: [{ category: '面包', sku: 'A1', quantity: 1, paidFen: amountFen }],
  ...more,
})

const rule = (key: string, effects: Effect[], more: Partial<RuleBody> = {}): RuleBody => ({
  ...{ key, title: key, on: 'purchase', effects },
  ...more,
})
const perYuan: Effect = { kind: 'perAmount', unit: 'points', everyFen: 100, give: 1 }
const base = rule('base', [perYuan], { priority: 500 })
const times = (permille: number): Effect => ({ kind: 'multiply', unit: 'points', permille })
const fixed = (give: number): Effect => ({ kind: 'fixed', unit: 'points', give })

const run = (set: RuleSet | RuleBody[], facts: Facts, more: Partial<Context> = {}) =>
  evaluate(Array.isArray(set) ? { rules: set } : set, facts, { ...context, ...more })
const points = (set: RuleSet | RuleBody[], facts: Facts, more: Partial<Context> = {}) =>
  totalOf(run(set, facts, more).lanes, 'points', 'wanted')
const skips = (set: RuleSet | RuleBody[], facts: Facts, more: Partial<Context> = {}) =>
  Object.fromEntries(run(set, facts, more).trace.map((one) => [one.rule, one.skipped]))

describe('the base', () => {
  test.each<[string, RuleBody['round'], [number, number], number, number]>([
    ['whole steps only', undefined, [10_000, 10], 19_999, 10],
    ['a step is reached', 'drop', [10_000, 10], 20_000, 20],
    ['rounded down', 'floor', [10_000, 10], 19_999, 19],
    ['rounded to the nearest', 'half_up', [10_000, 10], 19_500, 20],
    ['just under the half', 'half_up', [10_000, 10], 19_499, 19],
    ['rounded up', 'ceil', [10_000, 10], 19_001, 20],
    ['nothing to round', 'ceil', [10_000, 10], 19_000, 19],
    ['nothing paid', 'ceil', [100, 1], 0, 0],
  ])('%s', (_, round, [everyFen, give], paid, expected) => {
    const one = rule('base', [{ ...perYuan, everyFen, give }], round ? { round } : {})
    expect(points([one], sale(paid))).toBe(expected)
  })

  test('per piece, and growth beside points', () => {
    const both = rule('b', [
      { kind: 'perItem', unit: 'points', give: 3 },
      { kind: 'perAmount', unit: 'growth', everyFen: 100, give: 2 },
    ])
    const { lanes } = run([both], sale(1000, { items: [{ category: '面包', quantity: 4, paidFen: 1000 }] }))
    expect([totalOf(lanes, 'points', 'wanted'), totalOf(lanes, 'growth', 'wanted')]).toEqual([12, 20])
    expect(points([both], sale(1000, { items: undefined, quantity: 2 }))).toBe(6)
    expect(points([both], sale(1000, { items: undefined }))).toBe(0)
  })

  test('counts the lines of its scope, or all but them', () => {
    const items = [
      { category: '面包', sku: 'A1', quantity: 1, paidFen: 1000 },
      { category: '饮品', sku: 'B1', quantity: 1, paidFen: 2500 },
      { category: '礼品卡', quantity: 1, paidFen: 5000 },
    ]
    const facts = sale(8500, { items })
    const only = (of: NonNullable<Extract<Effect, { kind: 'perAmount' }>['of']>) =>
      points([rule('r', [{ ...perYuan, of }])], facts)
    expect(only({ categories: ['面包', '饮品'] })).toBe(35)
    expect(only({ categories: ['礼品卡'], except: true })).toBe(35)
    expect(only({ skus: ['B1'] })).toBe(25)
    expect(only({ categories: ['面包'], skus: ['B1'] })).toBe(35)
    expect(only({ skus: [] })).toBe(0)
  })
})

describe('factors', () => {
  test('their bonuses are summed over the base, not chained', () => {
    const set = [base, rule('tier', [{ kind: 'multiplyBy', unit: 'points', by: 'tier' }]), rule('day', [times(2000)])]
    expect(points(set, sale(10_000), { benefit: { pointsPermille: 1500 } })).toBe(100 + 50 + 100)
  })

  test('a chain multiplies what is there', () => {
    const set: RuleSet = {
      rules: [
        base,
        rule('a', [times(2000)]),
        rule('b', [times(2000)], { group: 'g' }),
        rule('c', [times(1500)], { group: 'g' }),
      ],
      groups: [{ key: 'g', mode: 'chain' }],
    }
    expect(points(set, sale(10_000))).toBe(100 * 2 * 2 * 1.5)
  })

  test('raise no fixed points, and of growth only growth', () => {
    const set = [base, rule('gift', [fixed(20)]), rule('day', [times(3000)])]
    expect(points(set, sale(1000))).toBe(10 * 3 + 20)
    const grown = run(
      [rule('g', [{ ...perYuan, unit: 'growth' }]), rule('d', [{ ...times(2000), unit: 'growth' } as Effect])],
      sale(1000),
    )
    expect([totalOf(grown.lanes, 'growth', 'wanted'), totalOf(grown.lanes, 'points', 'wanted')]).toEqual([20, 0])
  })

  test('of one category raise what that category earned', () => {
    const items = [
      { category: '面包', quantity: 1, paidFen: 1050 },
      { category: '饮品', quantity: 1, paidFen: 3000 },
    ]
    const set = [base, rule('drinks', [{ ...times(2000), of: { categories: ['饮品'] } } as Effect])]
    const result = run(set, sale(4050, { items }))
    expect(totalOf(result.lanes, 'points', 'wanted')).toBe(40 + 30)
    expect(result.lanes[0]?.lines).toEqual([10, 60])
  })

  test('rounding is one for all bonuses together, so no part of a point is lost twice', () => {
    const halves = ['a', 'b', 'c'].map((key) => rule(key, [times(1500)]))
    expect(points([base, ...halves], sale(500))).toBe(5 + 7)
    expect(points([base, rule('up', [times(1500)], { round: 'ceil' })], sale(500))).toBe(5 + 3)
    expect(
      points([base, rule('up', [times(1100)], { round: 'ceil', priority: 2 }), rule('x', [times(1100)])], sale(300)),
    ).toBe(4)
  })

  test('without a benefit the tier’s and the member day’s factor are one', () => {
    const both = rule('x', [
      { kind: 'multiplyBy', unit: 'points', by: 'tier' },
      { kind: 'multiplyBy', unit: 'points', by: 'memberDay' },
    ])
    expect(points([base, both], sale(1000))).toBe(10)
    expect(skips([base, both], sale(1000))['x']).toBe('gives_nothing')
    expect(points([base, both], sale(1000), { benefit: { pointsPermille: 1200, memberDayPermille: 3000 } })).toBe(
      10 + 2 + 20,
    )
    expect(points([base, both], sale(1000), { benefit: { pointsPermille: 900 } })).toBe(10)
  })
})

describe('stacking', () => {
  const grouped = (mode: 'all' | 'best' | 'first', rules: RuleBody[]): RuleSet => ({
    rules: [base, ...rules.map((one) => ({ ...one, group: 'g' }))],
    groups: [{ key: 'g', mode }],
  })
  const two = [rule('double', [times(2000)]), rule('triple', [times(3000)])]

  test.each<['all' | 'best' | 'first', number, object]>([
    ['all', 40, { base: null, double: null, triple: null }],
    ['best', 30, { base: null, double: 'group_best', triple: null }],
    ['first', 20, { base: null, double: null, triple: 'group_first' }],
  ])('%s', (mode, expected, skipped) => {
    expect(points(grouped(mode, two), sale(1000))).toBe(expected)
    expect(skips(grouped(mode, two), sale(1000))).toEqual(skipped)
  })

  test('the first is by priority, then by key, and only among those that hold', () => {
    const [double, triple] = two as [RuleBody, RuleBody]
    expect(points(grouped('first', [double, { ...triple, priority: 5 }]), sale(1000))).toBe(30)
    const closed = { ...triple, priority: 5, when: { weekdays: [1] } }
    expect(skips(grouped('first', [double, closed]), sale(1000))).toEqual({
      base: null,
      double: null,
      triple: 'other_weekday',
    })
  })

  test('the best counts points, then growth, then coupons; of equals the first in order', () => {
    const growth = rule('growth', [{ kind: 'fixed', unit: 'growth', give: 5 }])
    const coupon = rule('coupon', [{ kind: 'coupon', templateId: '1' }])
    const best = (rules: RuleBody[]) => run(grouped('best', rules), sale(1000)).fired
    expect(best([growth, coupon])).toEqual(['base', 'growth'])
    expect(best([coupon, rule('nothing', [{ kind: 'message', text: '谢谢' }])])).toEqual(['base', 'coupon'])
    expect(best([rule('b', [fixed(5)]), rule('a', [fixed(5)])])).toEqual(['base', 'a'])
    expect(best([growth, rule('gift', [fixed(1)])])).toEqual(['base', 'gift'])
  })

  test('two bases in a best group: the better one is the base of the factors', () => {
    const set: RuleSet = {
      rules: [
        { ...base, group: 'g' },
        rule('gold', [{ ...perYuan, give: 2 }], { group: 'g' }),
        rule('day', [times(2000)]),
      ],
      groups: [{ key: 'g', mode: 'best' }],
    }
    expect(points(set, sale(1000))).toBe(40)
  })
})

describe('windows and times', () => {
  test.each<[string, Partial<RuleBody>, string | null]>([
    ['before it begins', { when: { from: '2026-11-25T06:00:00.001Z' } }, 'not_started'],
    ['as it begins', { when: { from: '2026-11-25T06:00:00.000Z' } }, null],
    ['as it ends', { when: { until: '2026-11-25T06:00:00.000Z' } }, 'ended'],
    ['just before it ends', { when: { until: '2026-11-25T06:00:00.001Z' } }, null],
    ['the weekday', { when: { weekdays: [3] } }, null],
    ['another weekday', { when: { weekdays: [0, 4] } }, 'other_weekday'],
    ['the day of the month', { when: { monthDays: [25] } }, null],
    ['another day of the month', { when: { monthDays: [5, 28] } }, 'other_day'],
    ['as the hour begins', { when: { minutes: [{ from: 840, until: 900 }] } }, null],
    ['as the hour ends', { when: { minutes: [{ from: 780, until: 840 }] } }, 'other_hour'],
    [
      'one of two spans',
      {
        when: {
          minutes: [
            { from: 0, until: 60 },
            { from: 800, until: 841 },
          ],
        },
      },
      null,
    ],
    ['a condition', { if: { fact: 'tierLevel', op: 'gte', value: 2 } }, 'conditions'],
  ])('%s', (_, more, expected) => {
    expect(skips([rule('r', [fixed(1)], more)], sale(100))['r']).toBe(expected)
  })

  test('a rule of a campaign holds no longer than the campaign', () => {
    const campaign = { key: 'c', name: 'C', organiser: '', contact: '', conditions: '', limits: '' }
    const set = (from: string, until: string): RuleSet => ({
      rules: [rule('r', [fixed(1)], { campaign: 'c' })],
      campaigns: [{ ...campaign, from, until }],
    })
    expect(skips(set('2026-11-25T06:00:00.000Z', '2026-11-26T00:00:00.000Z'), sale(100))['r']).toBeNull()
    expect(skips(set('2026-11-01T00:00:00.000Z', '2026-11-25T06:00:00.000Z'), sale(100))['r']).toBe('ended')
    expect(skips(set('2026-11-26T00:00:00.000Z', '2026-11-27T00:00:00.000Z'), sale(100))['r']).toBe('not_started')
  })

  test('is over once it has given so often', () => {
    const limited = rule('r', [fixed(1)], { limits: { timesPerDay: 2, timesPerMonth: 3, timesEver: 4 } })
    const so = (day: number, month: number, ever: number) =>
      skips([limited], sale(100), { times: { 'times:r:d20261125': day, 'times:r:202611': month, 'times:r': ever } })[
        'r'
      ]
    expect([so(1, 2, 3), so(2, 2, 3), so(1, 3, 3), so(1, 2, 4)]).toEqual([
      null,
      'times_day',
      'times_month',
      'times_ever',
    ])
    expect(skips([limited], sale(100))['r']).toBeNull()
  })

  test('only rules of the event are looked at', () => {
    expect(run([{ ...base, on: 'birthday' }], sale(100)).trace).toEqual([])
  })

  test('the member day is the set’s own, unless the facts say otherwise', () => {
    const memberDay = rule('m', [fixed(5)], { if: { fact: 'isMemberDay', op: 'eq', value: true } })
    expect(points({ rules: [memberDay], memberDays: { monthDays: [25] } }, sale(100))).toBe(5)
    expect(points({ rules: [memberDay], memberDays: { weekdays: [3] } }, sale(100))).toBe(5)
    expect(points({ rules: [memberDay], memberDays: { monthDays: [24], weekdays: [2] } }, sale(100))).toBe(0)
    expect(points({ rules: [memberDay] }, sale(100, { isMemberDay: true }))).toBe(5)
  })
})

test('coupons and messages come of the rules that hold, and of no other', () => {
  const gift = rule('gift', [
    { kind: 'coupon', templateId: '7' },
    { kind: 'message', text: '欢迎' },
  ])
  const result = run([base, gift, { ...gift, key: 'other', when: { weekdays: [1] } }], sale(100))
  expect(result.coupons).toEqual([{ rule: 'gift', title: 'gift', templateId: '7' }])
  expect(result.messages).toEqual([{ rule: 'gift', text: '欢迎' }])
  expect(result.fired).toEqual(['base', 'gift'])
})

test('the trace tells every condition, with what it was', () => {
  const asked = rule('r', [fixed(1)], {
    if: {
      match: 'any',
      nodes: [
        { fact: 'amountFen', op: 'gte', value: 500 },
        { fact: 'orders', op: 'eq', value: 0 },
      ],
    },
  })
  expect(run([asked], sale(600)).trace[0]).toEqual({
    rule: 'r',
    title: 'r',
    skipped: null,
    conditions: [
      { fact: 'amountFen', op: 'gte', value: 500, actual: 600, held: true },
      { fact: 'orders', op: 'eq', value: 0, actual: null, held: false },
    ],
  })
})

test('at worst everything holds', () => {
  const closed = rule('x', [times(2000)], { when: { weekdays: [1] }, if: { fact: 'orders', op: 'eq', value: 0 } })
  const scoped = rule('y', [{ ...times(2000), of: { categories: ['没有'] } } as Effect])
  expect(points([base, closed, scoped], sale(1000), { worstCase: true })).toBe(30)
})

describe('determinism', () => {
  const set: RuleSet = {
    rules: [base, rule('a', [times(1500)]), rule('b', [fixed(7)], { if: { fact: 'tags', op: 'has', value: '老客' } })],
    groups: [
      { key: 'g', mode: 'best' },
      { key: 'h', mode: 'all' },
    ],
    campaigns: [],
  }
  const items = [
    { category: '面包', quantity: 1, paidFen: 1000 },
    { category: '饮品', sku: 'B', quantity: 2, paidFen: 700 },
  ]

  test('the order in which rules and facts are written changes nothing', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(set.rules, { minLength: 3 }),
        fc.shuffledSubarray(['老客', '妈妈', '附近'], { minLength: 3 }),
        fc.shuffledSubarray(items, { minLength: 2 }),
        (rules, tags, basket) => {
          const facts = sale(1700, { tags, items: basket })
          const straight = sale(1700, { tags: ['老客', '妈妈', '附近'], items })
          expect(canonicalFacts(facts)).toBe(canonicalFacts(straight))
          expect(canonicalSet({ ...set, rules })).toBe(canonicalSet(set))
          expect(canonical(decisionOf(run({ ...set, rules }, facts)))).toBe(canonical(decisionOf(run(set, straight))))
        },
      ),
    )
  })

  test('canonical text: keys in order, nothing for what is absent, groups and campaigns in order', () => {
    expect(canonical({ b: 1, a: [undefined, { d: null, c: 'x' }], e: undefined })).toBe(
      '{"a":[null,{"c":"x","d":null}],"b":1}',
    )
    expect(canonical(undefined)).toBe('null')
    expect(canonicalSet({ ...set, groups: [...(set.groups ?? [])].reverse() })).toBe(canonicalSet(set))
    expect(canonicalSet({ ...set, caps: { pointsPerDay: 1 } })).not.toBe(canonicalSet(set))
    expect(canonicalFacts(sale(1))).not.toBe(canonicalFacts(sale(2)))
    expect(canonicalFacts({ event: 'birthday', day: 1, weekday: 0, minuteOfDay: 0 })).toBe(
      '{"day":1,"event":"birthday","minuteOfDay":0,"weekday":0}',
    )
    const campaign = { name: '', organiser: '', contact: '', conditions: '', limits: '', from: '', until: '' }
    const [a, b] = [
      { ...campaign, key: 'a' },
      { ...campaign, key: 'b' },
    ]
    expect(canonicalSet({ rules: [], campaigns: [a, b] })).toBe(canonicalSet({ rules: [], campaigns: [b, a] }))
  })

  test('what only explains is no part of the decision', () => {
    const result = run(set, sale(1000))
    expect(decisionOf(result)).toEqual({
      parts: [
        { rule: 'base', unit: 'points', amount: 10, how: { by: 'amount', ofFen: 1000, everyFen: 100, give: 1 } },
        { rule: 'a', unit: 'points', amount: 5, how: { by: 'factor', of: 10, permille: 1500, from: 'rule' } },
      ],
      coupons: [],
      messages: [],
      skipped: [
        { rule: 'base', skipped: null },
        { rule: 'a', skipped: null },
        { rule: 'b', skipped: 'conditions' },
      ],
    })
  })
})

test('more paid never earns less, and what lines earn adds up to the whole', () => {
  const set = [base, rule('day', [times(1700)]), rule('gift', [fixed(3)])]
  const fen = fc.integer({ min: 0, max: 2_000_000 })
  fc.assert(
    fc.property(fc.array(fen, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 9_999 }), (paid, more) => {
      const items = paid.map((paidFen) => ({ category: '面包', quantity: 1, paidFen }))
      const total = paid.reduce((sum, one) => sum + one, 0)
      const result = run(set, sale(total, { items }))
      for (const lane of result.lanes) expect(lane.lines.reduce((sum, one) => sum + one, 0)).toBe(lane.wanted)
      expect(points(set, sale(total + more))).toBeGreaterThanOrEqual(points(set, sale(total)))
      expect(result.parts.reduce((sum, part) => sum + part.amount, 0)).toBe(totalOf(result.lanes, 'points', 'wanted'))
    }),
  )
})

test('amounts are bounded', () => {
  const most = rule('m', [{ ...perYuan, everyFen: 1, give: 1_000_000 }])
  const result = run([most, rule('x', [times(10_000)])], sale(1_000_000_000))
  expect(totalOf(applyLimits(result.lanes, {}), 'points', 'granted')).toBe(1_000_000_000)
})
