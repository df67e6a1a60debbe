import type { Condition, Effect, RuleBody } from '../rules'
import { TEMPLATES } from '../template-rules'
import { conditionWords, treeWords } from './condition-rules'
import { cutWords, partWords, skipWords } from './explain-rules'
import { expiryWords, sentenceOf } from './sentence-rules'
import { clock, dateOf, money, monthDaysOf, scopeOf, timesOf, weekdaysOf, type Names, type Words } from './word-rules'

const names: Names = {
  stores: { '1': '梧桐路店', '2': '滨江店' },
  tiers: { '2': '银卡', '3': '金卡' },
  templates: { '7': '满20减5' },
  memberDay: { zh: '每月 28 日', en: 'on day 28 of each month' },
  moment: (at) => ({ zh: at.slice(5, 10), en: at.slice(5, 10) }),
}

const rule = (effects: Effect[], more: Partial<RuleBody> = {}): RuleBody => ({
  ...{ key: 'r', title: '规则', on: 'purchase', effects },
  ...more,
})
const double: Effect = { kind: 'multiply', unit: 'points', permille: 2000 }
const fixed = (give: number): Effect => ({ kind: 'fixed', unit: 'points', give })
const perAmount = (everyFen: number, more = {}): Effect => ({
  kind: 'perAmount',
  unit: 'points',
  everyFen,
  give: 1,
  ...more,
})
const said = (effects: Effect[], more: Partial<RuleBody> = {}) => {
  const { zh, en } = sentenceOf(rule(effects, more), names)
  return [zh, en]
}

test.each<[string, string, string]>([
  ['per-amount', '每消费 1 元得 1 积分、1 成长值', '1 point and 1 growth for every ¥1 spent'],
  ['per-order', '每次消费得 5 积分；每天最多 3 次', '5 points for each purchase; at most 3 times a day'],
  ['tier-multiplier', '积分按会员等级加成', 'points multiplied by tier'],
  ['double-day', '每周三，双倍积分', 'every Wednesday: double points'],
  ['member-day', '会员日（每月 28 日），双倍积分', 'on member day (on day 28 of each month): double points'],
  ['birthday', '生日得 88 积分', '88 points for your birthday'],
  ['birthday-month', '生日当月，双倍积分', 'in the month of your birthday: double points'],
  ['first-purchase', '首次消费，得 50 积分', 'first purchase: 50 points'],
  [
    'review',
    '评价字数满 15 字，消费后评价得 10 积分；每天最多 1 次',
    'length of the review of at least 15 characters: 10 points for a review after a purchase; once a day',
  ],
  [
    'referral',
    '邀请的好友完成首次消费得 100 积分；每月最多 10 次',
    '100 points for a friend’s first purchase; at most 10 times a month',
  ],
  [
    'task',
    '任务 welcome，完成任务得 20 积分；每人限 1 次',
    'task welcome: 20 points for completing a task; once per member',
  ],
  ['profile', '完善资料得 20 积分；每人限 1 次', '20 points for completing your profile; once per member'],
  ['store', '在梧桐路店，1.5 倍积分', 'at 梧桐路店: 1.5 times the points'],
  ['category', '饮品双倍积分', 'double points on 饮品'],
  ['time-slot', '每周一至周五 14:00–17:00，双倍积分', 'every Monday to Friday 14:00–17:00: double points'],
  ['visit', '到店签到得 5 积分；每天最多 1 次', '5 points for checking in at a store; once a day'],
])('the template %s says what it does', (id, zh, en) => {
  const template = TEMPLATES.find((one) => one.id === id)
  expect(template && sentenceOf(template.make({}), names)).toEqual({ zh, en })
})

test('every template is told', () => {
  expect(TEMPLATES).toHaveLength(16)
})

describe('what a rule gives', () => {
  test.each<[Effect[], string, string]>([
    [[perAmount(10_000, { give: 10 })], '每满 100 元得 10 积分', '10 points for every full ¥100 spent'],
    [
      [perAmount(100, { of: { categories: ['面包'] } })],
      '面包每消费 1 元得 1 积分',
      '1 point for every ¥1 spent on 面包',
    ],
    [[{ kind: 'perItem', unit: 'points', give: 2 }], '每件得 2 积分', '2 points for each piece'],
    [
      [{ kind: 'perItem', unit: 'growth', give: 2, of: { skus: ['A1'], categories: ['面包'], except: true } }],
      '面包、A1以外的商品每件得 2 成长值',
      '2 growth for each piece of anything but 面包, A1',
    ],
    [
      [fixed(5), { kind: 'fixed', unit: 'growth', give: 3 }],
      '每次消费得 5 积分、3 成长值',
      '5 points and 3 growth for each purchase',
    ],
    [
      [perAmount(100), perAmount(200)],
      '每消费 1 元得 1 积分，每满 2 元得 1 积分',
      '1 point for every ¥1 spent, 1 point for every full ¥2 spent',
    ],
    [[{ ...double, unit: 'growth', permille: 1200 }], '1.2 倍成长值', '1.2 times the growth'],
    [[double, double], '双倍积分，双倍积分', 'double points, double points'],
    [
      [{ kind: 'multiplyBy', unit: 'points', by: 'tier', of: { categories: ['面包'] } }],
      '面包积分按会员等级加成',
      'points multiplied by tier on 面包',
    ],
    [
      [{ kind: 'multiplyBy', unit: 'points', by: 'memberDay' }],
      '积分按等级的会员日倍数',
      'the tier’s member-day multiple of points',
    ],
    [[{ kind: 'coupon', templateId: '7' }], '每次消费送「满20减5」一张', 'the coupon “满20减5” for each purchase'],
    [
      [
        { kind: 'coupon', templateId: '9' },
        { kind: 'message', text: '谢谢' },
      ],
      '每次消费送「#9」一张',
      'the coupon “#9” for each purchase',
    ],
  ])('%j', (effects, zh, en) => {
    expect(said(effects)).toEqual([zh, en])
  })

  test('parts of steps that count are no full steps', () => {
    expect(said([perAmount(10_000)], { round: 'floor' })[0]).toBe('每消费 100 元得 1 积分')
    expect(said([perAmount(10_000)], { round: 'drop' })[0]).toBe('每满 100 元得 1 积分')
    expect(said([perAmount(100)], { round: 'drop' })[0]).toBe('每消费 1 元得 1 积分')
  })

  test('a second purchase is no first one, and a first one says itself', () => {
    const asked = (value: boolean): Partial<RuleBody> => ({ if: { fact: 'isFirstPurchase', op: 'eq', value } })
    expect(said([fixed(5)], asked(false))[0]).toBe('第二次消费起，每次消费得 5 积分')
    expect(said([{ kind: 'coupon', templateId: '7' }], asked(true))).toEqual([
      '首次消费，送「满20减5」一张',
      'first purchase: the coupon “满20减5”',
    ])
    expect(said([fixed(5)], { ...asked(true), on: 'referral' })[0]).toBe('首次消费，邀请的好友完成首次消费得 5 积分')
  })

  test('the operator’s own words go before', () => {
    expect(said([double], { explain: { zh: '周三来', en: 'Come on Wednesday' } })).toEqual([
      '周三来',
      'Come on Wednesday',
    ])
  })
})

test.each<[RuleBody['when'], string, string]>([
  [{}, '双倍积分', 'double points'],
  [{ from: '2026-11-01', until: '2026-11-12' }, '11-01 至 11-12，双倍积分', '11-01 to 11-12: double points'],
  [{ from: '2026-11-01' }, '11-01 起，双倍积分', 'from 11-01: double points'],
  [{ until: '2026-11-12' }, '11-12 前，双倍积分', 'until 11-12: double points'],
  [{ monthDays: [28, 8] }, '每月 8、28 日，双倍积分', 'on day 8, 28 of each month: double points'],
  [
    {
      weekdays: [3],
      minutes: [
        { from: 0, until: 65 },
        { from: 840, until: 1440 },
      ],
    },
    '每周三 00:00–01:05、14:00–24:00，双倍积分',
    'every Wednesday 00:00–01:05, 14:00–24:00: double points',
  ],
])('when %j', (when, zh, en) => {
  expect(said([double], { when })).toEqual([zh, en])
})

test('limits, waiting and ends', () => {
  const limits = {
    pointsPerDay: 1,
    pointsPerMonth: 2,
    pointsEver: 3,
    timesPerDay: 4,
    timesPerMonth: 5,
    timesEver: 6,
    budgetPoints: 7,
  }
  expect(said([fixed(9)], { limits, pendingDays: 8, expiry: { kind: 'days', days: 30 } })).toEqual([
    '每次消费得 9 积分；每天最多 1 积分，每月最多 2 积分，每人最多 3 积分，每天最多 4 次，每月最多 5 次，每人限 6 次，共 7 积分，送完即止，8 天后可用，积分 30 天内有效',
    '9 points for each purchase; at most 1 points a day, at most 2 points a month, at most 3 points per member, at most 4 times a day, at most 5 times a month, at most 6 times per member, 7 points in all, while they last, usable after 8 days, points hold for 30 days',
  ])
})

test('an example as a shop would say it', () => {
  const when = { weekdays: [3], minutes: [{ from: 840, until: 1020 }] }
  const gold: Condition = { fact: 'tierLevel', op: 'gte', value: 3 }
  expect(said([double], { when, if: gold, limits: { pointsPerDay: 200 } })).toEqual([
    '每周三 14:00–17:00、金卡及以上，双倍积分；每天最多 200 积分',
    'every Wednesday 14:00–17:00, 金卡 and above: double points; at most 200 points a day',
  ])
})

const c = (fact: string, op: Condition['op'], value: Condition['value'], of?: Condition['of']): Condition => ({
  ...{ fact, op, value },
  ...(of ? { of } : {}),
})

test.each<[Condition, string, string]>([
  [c('amountFen', 'gte', 10_000), '消费满 100 元', 'spending of at least ¥100'],
  [c('amountFen', 'lte', 1050), '消费不超过 10.5 元', 'spending of at most ¥10.5'],
  [c('amountFen', 'between', [100, 200]), '消费 1 元至 2 元', 'spending of ¥1 to ¥2'],
  [c('amountFen', 'eq', 100), '消费正好 1 元', 'spending of exactly ¥1'],
  [c('amountFen', 'ne', 100), '消费不是 1 元', 'spending other than ¥1'],
  [c('itemsAmountFen', 'gte', 3000, { categories: ['面包'] }), '面包满 30 元', '面包 of at least ¥30'],
  [c('itemsQuantity', 'gte', 3), '指定商品件数满 3 件', 'pieces of certain goods of at least 3 pieces'],
  [c('orders', 'gte', 3), '累计消费次数满 3 次', 'purchases so far of at least 3 times'],
  [c('minuteOfDay', 'between', [840, 1020]), '14:00–17:00', '14:00–17:00'],
  [c('minuteOfDay', 'gte', 840), '14:00起', 'from 14:00'],
  [c('minuteOfDay', 'ne', 840), '不是 14:00', 'other than 14:00'],
  [c('day', 'eq', 20_261_111), '2026年11月11日', '11 Nov 2026'],
  [c('day', 'lte', 20_260_105), '2026年1月5日止', 'until 5 Jan 2026'],
  [c('storeId', 'eq', '1'), '在梧桐路店', 'at 梧桐路店'],
  [c('storeId', 'in', ['1', '9']), '在梧桐路店、门店 9', 'at 梧桐路店, store 9'],
  [c('storeId', 'notIn', ['1']), '梧桐路店以外', 'other than 梧桐路店'],
  [c('channel', 'eq', 'miniapp'), '在小程序', 'in the mini program'],
  [c('tierLevel', 'gte', 3), '金卡及以上', '金卡 and above'],
  [c('tierLevel', 'lte', 3), '金卡及以下', '金卡 and below'],
  [c('tierLevel', 'in', [2, 9]), '银卡、9 级', '银卡, tier 9'],
  [c('tierLevel', 'ne', 2), '银卡以外', 'other than 银卡'],
  [c('weekday', 'eq', 6), '每周六', 'every Saturday'],
  [c('weekday', 'ne', 6), '星期 周六以外', 'weekday other than Saturday'],
  [c('task', 'eq', 'a'), '任务 a', 'task a'],
  [c('categories', 'hasAny', ['面包', '饮品']), '含面包或饮品', 'with 面包 or 饮品'],
  [c('tags', 'has', '老客'), '有「老客」标签的会员', 'members tagged 老客'],
  [c('isMemberDay', 'eq', false), '会员日以外', 'not on member day'],
  [c('isBirthday', 'eq', true), '生日当天', 'on your birthday'],
  [c('hasPicture', 'eq', false), '不带图的评价', 'without a picture'],
  [c('unheard', 'eq', 1), 'unheard', 'unheard'],
])('%j', (condition, zh, en) => {
  expect(conditionWords(condition, names)).toEqual({ zh, en })
})

test('without member days of its own a member day is one', () => {
  expect(conditionWords(c('isMemberDay', 'eq', true), { ...names, memberDay: null }).zh).toBe('会员日')
})

test('trees', () => {
  const [a, b] = [c('storeId', 'eq', '1'), c('tierLevel', 'gte', 3)]
  expect(treeWords({ match: 'all', nodes: [a, { match: 'any', nodes: [b, a] }] }, names)).toEqual({
    zh: '在梧桐路店、（金卡及以上或在梧桐路店）',
    en: 'at 梧桐路店, (金卡 and above or at 梧桐路店)',
  })
  expect(treeWords({ match: 'any', nodes: [{ match: 'all', nodes: [a] }, b] }, names).zh).toBe('在梧桐路店或金卡及以上')
  expect(treeWords({ match: 'none', nodes: [a, b] }, names)).toEqual({
    zh: '不含以下情况：在梧桐路店、金卡及以上',
    en: 'except: at 梧桐路店, 金卡 and above',
  })
  expect(treeWords(undefined, names)).toEqual({ zh: '', en: '' })
})

test('small words', () => {
  expect([money(1).zh, money(1050).en, clock(65), clock(1439)]).toEqual(['0.01 元', '¥10.5', '01:05', '23:59'])
  expect([timesOf(2000).zh, timesOf(1200).en, timesOf(3000).zh]).toEqual(['双倍', '1.2 times the', '3 倍'])
  expect([weekdaysOf([6, 0]).zh, weekdaysOf([0, 6, 5]).zh, weekdaysOf([1, 3, 5]).zh, weekdaysOf([0]).en]).toEqual([
    ...['每周六、周日', '每周五至周日', '每周一、周三、周五', 'every Sunday'],
  ])
  expect([monthDaysOf([15, 1]).zh, dateOf(20_261_231).en]).toEqual(['每月 1、15 日', '31 Dec 2026'])
  expect([scopeOf(undefined), scopeOf({ skus: ['A'] })?.zh]).toEqual([null, 'A'])
})

test.each<[Parameters<typeof expiryWords>[0], string, string]>([
  [{ kind: 'none' }, '积分长期有效', 'points do not run out'],
  [{ kind: 'days', days: 30 }, '积分 30 天内有效', 'points hold for 30 days'],
  [{ kind: 'rolling', months: 12, round: 'none' }, '积分 12 个月内有效', 'points hold for 12 months'],
  [
    { kind: 'rolling', months: 12, round: 'month' },
    '积分 12 个月内有效，到当月月底',
    'points hold for 12 months and to the end of that month',
  ],
  [
    { kind: 'rolling', months: 1, round: 'quarter' },
    '积分 1 个月内有效，到当季季末',
    'points hold for 1 months and to the end of that quarter',
  ],
  [
    { kind: 'rolling', months: 1, round: 'year' },
    '积分 1 个月内有效，到当年年底',
    'points hold for 1 months and to the end of that year',
  ],
  [{ kind: 'calendar', graceMonths: 0 }, '积分当年年底到期', 'points run out at the end of the year'],
  [{ kind: 'calendar', graceMonths: 3 }, '积分在年底后 3 个月到期', 'points run out 3 months after the year’s end'],
  [{ kind: 'inactivity', months: 6 }, '6 个月没有积分变动才会到期', 'points run out after 6 months without any change'],
])('ends %j', (policy, zh, en) => {
  expect(expiryWords(policy)).toEqual({ zh, en })
})

describe('explanations', () => {
  const part = { rule: 'r', title: '会员日', unit: 'points' as const, amount: 12, lines: [] }
  test.each<[Parameters<typeof partWords>[0]['how'], Words]>([
    [
      { by: 'amount', ofFen: 1250, everyFen: 100, give: 1 },
      { zh: '会员日：消费 12.5 元，每 1 元得 1 积分，共 12', en: '会员日: ¥12.5 spent, 1 point for every ¥1: 12' },
    ],
    [
      { by: 'items', quantity: 4, give: 3 },
      { zh: '会员日：4 件，每件 3 积分，共 12', en: '会员日: 4 pieces, 3 points each: 12' },
    ],
    [
      { by: 'fixed', give: 12 },
      { zh: '会员日：12 积分', en: '会员日: 12 points' },
    ],
    [
      { by: 'factor', of: 24, permille: 1500, from: 'tier' },
      { zh: '会员日：24 积分的1.5 倍，多得 12', en: '会员日: 1.5 × 24 points, 12 more' },
    ],
  ])('%j', (how, expected) => {
    expect(partWords({ ...part, how })).toEqual(expected)
  })

  test('what a limit cut, and why a rule gave nothing', () => {
    const lane = {
      key: '*',
      unit: 'points' as const,
      title: '',
      rules: [],
      wanted: 58,
      granted: 10,
      caps: [],
      expiry: null,
      pendingDays: 0,
      weights: [],
      lines: [],
    }
    expect(cutWords({ ...lane, cutBy: '每天最多 200 积分' })).toEqual({
      zh: '每天最多 200 积分，本应得 58，实得 10',
      en: '每天最多 200 积分: 10 of 58 points given',
    })
    expect(cutWords({ ...lane, cutBy: null })).toBeNull()
    expect([skipWords('conditions').zh, skipWords('group_best').en]).toEqual([
      '条件没有满足',
      'another of its group gives more',
    ])
  })
})
