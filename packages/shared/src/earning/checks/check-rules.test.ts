import fc from 'fast-check'
import { judgeTree } from '../condition-rules'
import type { Campaign, Condition, Effect, Facts, Node, RuleBody, RuleSet } from '../rules'
import { isPossible, overlapOf } from '../window-rules'
import { findingsOf, type Checking } from './check-rules'
import { usualCost, worstCost } from './cost-rules'
import { worsened } from './favour-rules'
import { canHoldTogether } from './feasible-rules'
import { overlapsOf } from './overlap-rules'

const perYuan: Effect = { kind: 'perAmount', unit: 'points', everyFen: 100, give: 1 }
const double: Effect = { kind: 'multiply', unit: 'points', permille: 2000 }
const rule = (key: string, effects: Effect[], more: Partial<RuleBody> = {}): RuleBody => ({
  ...{ key, title: key, on: 'purchase', effects },
  ...more,
})
const base = rule('base', [perYuan])
const campaign: Campaign = {
  ...{
    key: 'nov',
    name: '双十一',
    organiser: '禾木烘焙',
    contact: '021-60001288',
    conditions: '会员到店消费',
    limits: '每人每天一次',
  },
  ...{ from: '2026-11-01T00:00:00.000Z', until: '2026-11-12T00:00:00.000Z' },
}
const NOW = new Date('2026-11-05T00:00:00.000Z')
const c = (fact: string, op: Condition['op'], value: Condition['value'], of?: Condition['of']): Condition => ({
  ...{ fact, op, value },
  ...(of ? { of } : {}),
})
const checking: Checking = {
  known: {
    stores: ['1'],
    tiers: [1, 2],
    templates: [
      { id: '7', ended: false },
      { id: '8', ended: true },
    ],
  },
  activeFrom: NOW,
  cost: { points: 100, fen: 100, coupons: 0 },
  worse: [],
}
const codes = (set: RuleSet, more: Partial<Checking> = {}) =>
  findingsOf(set, { ...checking, ...more }).map(({ level, code, rule: key }) => `${level}:${code}:${key}`)

describe('findings', () => {
  test('a sound set has none', () => {
    const set: RuleSet = {
      rules: [
        base,
        rule('day', [double, { kind: 'coupon', templateId: '7' }], {
          campaign: 'nov',
          group: 'g',
          limits: { budgetPoints: 9 },
        }),
      ],
      campaigns: [campaign],
      groups: [{ key: 'g', mode: 'best' }],
    }
    expect(findingsOf(set, checking)).toEqual([])
  })

  test.each<[string, Partial<RuleBody>, string[]]>([
    ['an unknown fact', { if: c('unheard', 'eq', 1) }, ['error:condition_invalid:x']],
    ['a wrong operator', { if: c('tags', 'gte', 1) }, ['error:condition_invalid:x']],
    ['a fact that is not known then', { on: 'birthday', if: c('amountFen', 'gte', 1) }, ['error:fact_unknown_here:x']],
    ['an unknown store', { if: c('storeId', 'in', ['1', '9']) }, ['error:store_unknown:x']],
    ['a known store', { if: c('storeId', 'eq', '1') }, []],
    ['an unknown tier', { if: c('tierLevel', 'eq', 3) }, ['error:tier_unknown:x']],
    ['a known tier', { if: c('tierLevel', 'in', [1, 2]) }, []],
    ['an unknown coupon', { effects: [{ kind: 'coupon', templateId: '9' }] }, ['error:template_unknown:x']],
    ['a coupon that is over', { effects: [{ kind: 'coupon', templateId: '8' }] }, ['error:template_ended:x']],
    [
      'a contradiction',
      { if: { match: 'all', nodes: [c('orders', 'gte', 5), c('orders', 'lte', 4)] } },
      ['error:contradiction:x'],
    ],
    ['no such group', { group: 'g' }, ['error:group_unknown:x']],
    ['no such campaign', { campaign: 'c' }, ['error:campaign_unknown:x']],
    ['an end without a campaign', { when: { until: '2026-12-01T00:00:00.000Z' } }, ['error:campaign_needed:x']],
    ['a budget without a campaign', { limits: { budgetPoints: 1 } }, ['error:campaign_needed:x']],
    ['a beginning needs none', { when: { from: '2026-12-01T00:00:00.000Z' } }, []],
    [
      'a window that never holds',
      { when: { from: '2026-12-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' } },
      ['error:never_holds:x', 'error:campaign_needed:x'],
    ],
    ['hours the wrong way round', { when: { minutes: [{ from: 60, until: 60 }] } }, ['error:never_holds:x']],
    ['nothing to multiply', { on: 'visit', effects: [double] }, ['warning:no_base:x']],
    [
      'the tier’s factor with nothing to multiply',
      { on: 'visit', effects: [{ kind: 'multiplyBy', unit: 'points', by: 'tier' }] },
      ['warning:no_base:x'],
    ],
  ])('%s', (_, more, expected) => {
    expect(codes({ rules: [base, rule('x', [{ kind: 'fixed', unit: 'points', give: 1 }], more)] })).toEqual(expected)
  })

  test('what is over before it begins', () => {
    const set = { rules: [base, rule('x', [double], { campaign: 'nov' })], campaigns: [campaign] }
    expect(codes(set, { activeFrom: new Date(campaign.until) })).toEqual(['warning:over:x'])
    expect(codes(set, { activeFrom: new Date(Date.parse(campaign.until) - 1) })).toEqual([])
    const apart = { ...set, rules: [base, rule('x', [double], { campaign: 'nov', when: { from: campaign.until } })] }
    expect(codes(apart)).toEqual(['error:never_holds:x'])
  })

  test('a campaign tells everything that must be told (R33)', () => {
    const bare = { ...campaign, organiser: '', contact: ' ', conditions: '', limits: '', until: campaign.from }
    expect(codes({ rules: [base], campaigns: [bare] })).toEqual([
      'error:organiser_missing:null',
      'error:contact_missing:null',
      'error:conditions_missing:null',
      'error:limits_missing:null',
      'error:campaign_period:null',
    ])
  })

  test('names are there once, and something is there at all', () => {
    expect(codes({ rules: [] })).toEqual(['error:empty:null'])
    expect(codes({ rules: [base, base], campaigns: [campaign, campaign] })).toEqual([
      'error:key_twice:base',
      'error:key_twice:null',
    ])
  })

  test('what it costs, and whom it harms', () => {
    const cost = (fen: number) => codes({ rules: [base] }, { cost: { points: 0, fen, coupons: 0 } })
    expect([cost(1000), cost(1001), cost(10_000), cost(10_001)]).toEqual([
      ...[[], ['warning:costs_much:null'], ['warning:costs_much:null'], ['error:costs_more_than_sale:null']],
    ])
    const [finding] = findingsOf({ rules: [base], campaigns: [campaign] }, { ...checking, worse: ['nov'] })
    expect(finding).toMatchObject({
      level: 'warning',
      code: 'worse_while_running',
      words: { zh: '活动「双十一」正在进行，这次改动对会员不利' },
    })
  })

  test('every finding is said in both languages', () => {
    const all = findingsOf(
      { rules: [rule('x', [{ kind: 'coupon', templateId: '9' }], { group: 'g', campaign: 'c', if: c('y', 'eq', 1) })] },
      checking,
    )
    expect(all.length).toBeGreaterThan(3)
    for (const { words } of all)
      expect([/\p{Script=Han}/u.test(words.zh), /[a-z]{2}/.test(words.en)]).toEqual([true, true])
  })
})

describe('conditions that exclude each other', () => {
  const all = (...nodes: Node[]): Node => ({ match: 'all', nodes })
  const any = (...nodes: Node[]): Node => ({ match: 'any', nodes })

  test.each<[Node, boolean]>([
    [all(c('orders', 'eq', 1), c('orders', 'eq', 2)), false],
    [all(c('orders', 'eq', 1), c('orders', 'ne', 1)), false],
    [all(c('orders', 'gte', 2), c('orders', 'lte', 2)), true],
    [all(c('orders', 'gte', 2), c('orders', 'lte', 2), c('orders', 'ne', 2)), false],
    [all(c('orders', 'gte', 3), c('orders', 'lte', 2)), false],
    [all(c('orders', 'between', [1, 5]), c('orders', 'between', [5, 9])), true],
    [all(c('orders', 'between', [1, 5]), c('orders', 'between', [6, 9])), false],
    [all(c('orders', 'eq', 7), c('orders', 'between', [1, 5])), false],
    [all(c('storeId', 'in', ['1', '2']), c('storeId', 'in', ['2', '3'])), true],
    [all(c('storeId', 'in', ['1', '2']), c('storeId', 'in', ['3'])), false],
    [all(c('storeId', 'in', ['1', '2']), c('storeId', 'notIn', ['1', '2'])), false],
    [all(c('isBirthday', 'eq', true), c('isBirthday', 'eq', false)), false],
    [all(c('tags', 'has', 'a'), c('tags', 'has', 'b')), true],
    [all(c('itemsAmountFen', 'gte', 9, { skus: ['a'] }), c('itemsAmountFen', 'lte', 1, { skus: ['b'] })), true],
    [all(c('itemsAmountFen', 'gte', 9, { skus: ['a'] }), c('itemsAmountFen', 'lte', 1, { skus: ['a'] })), false],
    [all(any(c('orders', 'eq', 1), c('orders', 'eq', 2)), c('orders', 'eq', 2)), true],
    [all(any(c('orders', 'eq', 1), c('orders', 'eq', 2)), c('orders', 'eq', 3)), false],
    [all({ match: 'none', nodes: [c('orders', 'eq', 1)] }, c('orders', 'eq', 1)), true],
  ])('%#', (node, possible) => {
    expect(canHoldTogether([rule('x', [double], { if: node })])).toBe(possible)
  })

  test('also between rules, and with the weekdays of their windows', () => {
    const gold = rule('a', [double], { if: c('tierLevel', 'gte', 3) })
    expect(canHoldTogether([gold, rule('b', [double], { if: c('tierLevel', 'lte', 2) })])).toBe(false)
    expect(canHoldTogether([gold, rule('b', [double], { if: c('tierLevel', 'lte', 3) })])).toBe(true)
    expect(canHoldTogether([rule('a', [double], { when: { weekdays: [3] }, if: c('weekday', 'in', [1, 2]) })])).toBe(
      false,
    )
    expect(canHoldTogether([rule('a', [double]), rule('b', [double])])).toBe(true)
  })

  test('what can happen is never called impossible', () => {
    const leaf = fc
      .tuple(
        fc.constantFrom('orders', 'quantity'),
        fc.constantFrom('eq', 'ne', 'gte', 'lte') as fc.Arbitrary<Condition['op']>,
        fc.nat({ max: 4 }),
      )
      .map(([fact, op, value]): Node => c(fact, op, value))
    const tree = fc.letrec<{ node: Node }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 2 },
        leaf,
        fc.record({
          match: fc.constantFrom('all' as const, 'any' as const, 'none' as const),
          nodes: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        }),
      ),
    })).node
    fc.assert(
      fc.property(tree, fc.nat({ max: 5 }), fc.nat({ max: 5 }), (node, orders, quantity) => {
        const facts: Facts = { event: 'purchase', day: 1, weekday: 1, minuteOfDay: 0, orders, quantity }
        const isPossibleToo = canHoldTogether([rule('x', [double], { if: node })])
        return isPossibleToo || !judgeTree(node, facts).held
      }),
    )
    expect(canHoldTogether([rule('x', [double])])).toBe(true)
  })
})

describe('windows', () => {
  const [a, b] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']

  test('what two have in common', () => {
    expect(overlapOf({ from: a }, { until: b })).toEqual({ from: a, until: b })
    expect(overlapOf({ from: a, until: b }, { from: b })).toBeNull()
    expect(overlapOf({ from: a }, { from: b })).toEqual({ from: b })
    expect(overlapOf({ until: a }, { until: b })).toEqual({ until: a })
    expect(overlapOf({ weekdays: [1, 2], monthDays: [28] }, { weekdays: [2, 3] })).toEqual({
      weekdays: [2],
      monthDays: [28],
    })
    expect(overlapOf({ weekdays: [1] }, { weekdays: [2] })).toBeNull()
    expect(overlapOf({ monthDays: [1] }, { monthDays: [2] })).toBeNull()
    expect(overlapOf({ minutes: [{ from: 0, until: 60 }] }, { minutes: [{ from: 30, until: 90 }] })).toEqual({
      minutes: [{ from: 30, until: 60 }],
    })
    expect(overlapOf({ minutes: [{ from: 0, until: 60 }] }, { minutes: [{ from: 60, until: 90 }] })).toBeNull()
    expect(overlapOf()).toEqual({})
  })

  test('what never comes is not possible', () => {
    expect([
      isPossible(undefined),
      isPossible({ from: a, until: b }),
      isPossible({ from: b, until: a }),
      isPossible({ from: a, until: a }),
    ]).toEqual([true, true, false, false])
    expect(isPossible({ minutes: [{ from: 60, until: 60 }] })).toBe(false)
  })
})

describe('overlaps', () => {
  test('rules of one kind that can hold at once, pair by pair, and how they go together', () => {
    const wednesday = rule('wednesday', [double], { when: { weekdays: [3] } })
    const set: RuleSet = {
      rules: [
        base,
        wednesday,
        rule('member-day', [double], { group: 'g' }),
        rule('gold', [double], { group: 'g', when: { weekdays: [1, 3] } }),
      ],
      groups: [{ key: 'g', mode: 'best' }],
    }
    expect(overlapsOf(set)).toEqual([
      { rules: ['gold', 'member-day'], window: { weekdays: [1, 3] }, together: 'best' },
      { rules: ['gold', 'wednesday'], window: { weekdays: [3] }, together: 'add' },
      { rules: ['member-day', 'wednesday'], window: { weekdays: [3] }, together: 'add' },
    ])
  })

  test('not those of other events, units, days or members; nor gifts', () => {
    const others = [
      rule('b', [double], { on: 'visit' }),
      rule('c', [{ ...double, unit: 'growth' }]),
      rule('d', [double], { when: { weekdays: [2] } }),
      rule('e', [double], { if: c('tierLevel', 'eq', 2) }),
      rule('f', [{ kind: 'fixed', unit: 'points', give: 1 }]),
    ]
    const first = rule('a', [double], { when: { weekdays: [1] }, if: c('tierLevel', 'eq', 1) })
    for (const other of others) expect(overlapsOf({ rules: [first, other] })).toEqual([])
    expect(overlapsOf({ rules: [base, rule('base-2', [{ kind: 'perItem', unit: 'points', give: 1 }])] })).toHaveLength(
      1,
    )
  })

  test('the campaign’s span counts', () => {
    const later = { ...campaign, key: 'dec', from: campaign.until, until: '2026-12-13T00:00:00.000Z' }
    const set = {
      rules: [rule('a', [double], { campaign: 'nov' }), rule('b', [double], { campaign: 'dec' })],
      campaigns: [campaign, later],
    }
    expect(overlapsOf(set)).toEqual([])
    expect(
      overlapsOf({ ...set, campaigns: [campaign, { ...later, from: '2026-11-11T00:00:00.000Z' }] })[0]?.window,
    ).toEqual({
      from: '2026-11-11T00:00:00.000Z',
      until: campaign.until,
    })
  })
})

test('what ¥100 cost: at worst everything at once, usually what always holds', () => {
  const set: RuleSet = {
    rules: [
      base,
      rule('tier', [{ kind: 'multiplyBy', unit: 'points', by: 'tier' }]),
      rule('member-day', [{ kind: 'multiplyBy', unit: 'points', by: 'memberDay' }], { when: { monthDays: [28] } }),
      rule(
        'first',
        [
          { kind: 'fixed', unit: 'points', give: 50 },
          { kind: 'coupon', templateId: '7' },
        ],
        { if: c('isFirstPurchase', 'eq', true) },
      ),
      rule('nov', [double], { campaign: 'nov' }),
    ],
    campaigns: [campaign],
  }
  const worth = { pointMilliFen: 1500, tierPermille: 1500, memberDayPermille: 2000 }
  expect(worstCost(set, worth)).toEqual({ points: 100 + 50 + 100 + 50 + 100, fen: 600, coupons: 1 })
  expect(usualCost(set, worth)).toEqual({ points: 100, fen: 150, coupons: 0 })
  expect(
    worstCost({ rules: [rule('b', [{ kind: 'fixed', unit: 'points', give: 1 }])] }, { ...worth, pointMilliFen: 1 }).fen,
  ).toBe(1)
})

describe('changes while a campaign runs', () => {
  const promised = rule('nov', [{ kind: 'fixed', unit: 'points', give: 10 }], {
    campaign: 'nov',
    limits: { timesPerDay: 2 },
    when: { weekdays: [3], until: '2026-11-11T00:00:00.000Z' },
  })
  const before: RuleSet = { rules: [base, promised], campaigns: [{ ...campaign, budgetPoints: 100 }] }
  const changed = (more: Partial<RuleBody>, terms: Partial<Campaign> = {}) =>
    worsened(
      before,
      { rules: [{ ...promised, ...more }], campaigns: [{ ...campaign, budgetPoints: 100, ...terms }] },
      NOW,
    )

  test.each<[string, Partial<RuleBody>, Partial<Campaign>]>([
    ['the same', {}, {}],
    ['more points', { effects: [{ kind: 'fixed', unit: 'points', give: 11 }] }, {}],
    ['something beside', { effects: [...promised.effects, double] }, {}],
    ['a wider limit', { limits: { timesPerDay: 3 } }, {}],
    ['no limit', { limits: undefined }, {}],
    ['longer', { when: { weekdays: [3], until: '2026-11-12T00:00:00.000Z' } }, { until: '2026-11-13T00:00:00.000Z' }],
    ['for ever', { when: { weekdays: [3] } }, {}],
    ['a larger budget', {}, { budgetPoints: 101 }],
    ['no budget', {}, { budgetPoints: undefined }],
    ['other words', { title: '新名字' }, { conditions: '更清楚' }],
  ])('%s is no worse', (_, more, terms) => {
    expect(changed(more, terms)).toEqual([])
  })

  test.each<[string, Partial<RuleBody>, Partial<Campaign>]>([
    ['fewer points', { effects: [{ kind: 'fixed', unit: 'points', give: 9 }] }, {}],
    ['another effect', { effects: [double] }, {}],
    ['another unit', { effects: [{ kind: 'fixed', unit: 'growth', give: 10 }] }, {}],
    ['a tighter limit', { limits: { timesPerDay: 1 } }, {}],
    ['another limit', { limits: { timesPerDay: 2, pointsPerDay: 100 } }, {}],
    ['all or nothing', { limits: { timesPerDay: 2, onExceed: 'reject' } }, {}],
    ['a condition', { if: c('orders', 'gte', 1) }, {}],
    ['other days', { when: { weekdays: [4], until: '2026-11-11T00:00:00.000Z' } }, {}],
    [
      'a later beginning',
      { when: { weekdays: [3], until: '2026-11-11T00:00:00.000Z', from: '2026-11-06T00:00:00.000Z' } },
      {},
    ],
    ['an earlier end', { when: { weekdays: [3], until: '2026-11-10T00:00:00.000Z' } }, {}],
    ['another event', { on: 'visit' }, {}],
    ['a wait', { pendingDays: 1 }, {}],
    ['an end of the points', { expiry: { kind: 'days', days: 30 } }, {}],
    ['a group', { group: 'g' }, {}],
    ['other rounding', { round: 'floor' }, {}],
    ['no longer of the campaign’s key', { key: 'other' }, {}],
    ['an earlier end of the campaign', {}, { until: '2026-11-11T00:00:00.000Z' }],
    ['a later beginning of the campaign', {}, { from: '2026-11-02T00:00:00.000Z' }],
    ['a smaller budget', {}, { budgetPoints: 99 }],
    ['another campaign', {}, { key: 'other' }],
  ])('%s is worse', (_, more, terms) => {
    expect(changed(more, terms)).toEqual(['nov'])
  })

  test('amounts, steps and factors', () => {
    const set = (effect: Effect): RuleSet => ({
      rules: [rule('x', [effect], { campaign: 'nov' })],
      campaigns: [campaign],
    })
    const worse = (a: Effect, b: Effect) => worsened(set(a), set(b), NOW).length
    expect(worse(perYuan, { ...perYuan, everyFen: 99 })).toBe(0)
    expect(worse(perYuan, { ...perYuan, everyFen: 101 })).toBe(1)
    expect(worse(double, { ...double, permille: 2001 })).toBe(0)
    expect(worse(double, { ...double, permille: 1999 })).toBe(1)
    expect(worse(double, { ...double, of: { skus: ['a'] } })).toBe(1)
    expect(worse({ kind: 'coupon', templateId: '7' }, { kind: 'coupon', templateId: '8' })).toBe(1)
  })

  test('only what runs is held to it', () => {
    const after: RuleSet = { rules: [base] }
    expect(worsened(before, after, new Date(campaign.from))).toEqual(['nov'])
    expect(worsened(before, after, new Date(Date.parse(campaign.from) - 1))).toEqual([])
    expect(worsened(before, after, new Date(campaign.until))).toEqual([])
    expect(worsened(null, after, NOW)).toEqual([])
    expect(worsened({ rules: [base] }, after, NOW)).toEqual([])
  })
})
