import {
  daysWords,
  dropWords,
  giftWords,
  goodsWords,
  hoursWords,
  scopeWords,
  stackingWords,
  termsOf,
  type Terms,
} from './word-rules'

const TERMS: Terms = {
  kind: 'cash_off',
  thresholdFen: 2000,
  offFen: 550,
  payPermille: null,
  offMaxFen: null,
  itemName: null,
  usesTotal: 1,
  categories: [],
  skus: [],
  goodsName: null,
  weekdays: [],
  hours: [],
  blackoutDays: [],
  stackGroup: null,
  perMemberLimit: null,
  perMemberDayLimit: null,
  drop: null,
  notes: [],
}

test.each<[string, Partial<Terms>]>([
  ['满 20 元减 5.5 元', {}],
  ['无门槛减 5.5 元', { thresholdFen: 0 }],
  ['打 8.5 折，最多减 6 元', { kind: 'percent_off', thresholdFen: 0, payPermille: 850, offMaxFen: 600 }],
  ['满 20 元打 5 折', { kind: 'percent_off', payPermille: 500 }],
  ['换 热美式', { kind: 'exchange', thresholdFen: 0, itemName: '热美式' }],
  ['满 20 元可换 热美式', { kind: 'exchange', itemName: '热美式' }],
  ['共 5 次，每次换 热美式', { kind: 'times', itemName: '热美式', usesTotal: 5 }],
  ['免运费，最多免 8 元，商城配送时用', { kind: 'shipping', thresholdFen: 0, offMaxFen: 800 }],
  ['满 20 元免运费，商城配送时用', { kind: 'shipping' }],
])('a gift: %s', (text, change) => expect(giftWords({ ...TERMS, ...change })).toBe(text))

test.each([
  [{ weekdays: [], hours: [] }, null],
  [{ weekdays: [0, 1, 2, 3, 4, 5, 6], hours: [] }, null],
  [{ weekdays: [1, 2, 3, 4, 5], hours: [{ from: 840, until: 1020 }] }, '周一至周五 14:00–17:00'],
  [{ weekdays: [0, 6], hours: [] }, '周六、周日'],
  [
    {
      weekdays: [],
      hours: [
        { from: 0, until: 90 },
        { from: 1380, until: 1440 },
      ],
    },
    '每天 00:00–01:30、23:00–24:00',
  ],
])('hours', (when, text) => expect(hoursWords(when)).toBe(text))

test('days in runs, and no endless lists', () => {
  expect(daysWords([20260228, 20260101, 20260301, 20260227])).toBe('1月1日、2月27日至3月1日')
  const many = Array.from({ length: 8 }, (_, index) => 20260101 + index * 2)
  expect(daysWords(many)).toBe('1月1日、1月3日、1月5日、1月7日、1月9日、1月11日 等 8 天')
})

test('where, on what, with what, and when drops come', () => {
  expect([scopeWords([]), scopeWords(['甲店', '乙店'])]).toEqual(['全部门店', '甲店、乙店'])
  expect(goodsWords(TERMS)).toBeNull()
  expect(goodsWords({ ...TERMS, categories: ['面包', '咖啡'] })).toBe('面包、咖啡')
  expect(goodsWords({ ...TERMS, skus: ['B01'], goodsName: '海盐卷' })).toBe('海盐卷')
  expect(stackingWords(1)).not.toBe(stackingWords(null))
  const drop = { times: ['20:00', '10:00'], weekdays: [], quotaPerDrop: 500, perMemberPerDrop: 1, lastsMinutes: 9 }
  expect(dropWords(drop)).toBe('每天 10:00、20:00 开抢，每场 500 张')
  expect(dropWords({ ...drop, weekdays: [6, 0] })).toBe('周六、周日 10:00、20:00 开抢，每场 500 张')
})

test('all terms in their order, each once', () => {
  const terms = {
    ...TERMS,
    categories: ['面包'],
    weekdays: [1, 2, 3],
    blackoutDays: [20270101],
    perMemberLimit: 2,
    perMemberDayLimit: 1,
    notes: ['不找零', '每次消费用一张，不与其他券同用'],
  }
  expect(
    termsOf(terms, { storeNames: ['滨江店'], validity: '领取后 7 天内有效', forWhom: '银卡及以上会员可领' }),
  ).toEqual([
    '满 20 元减 5.5 元',
    '限面包',
    '限滨江店可用',
    '领取后 7 天内有效',
    '周一至周三 可用',
    '1月1日 不可用',
    '每次消费用一张，不与其他券同用',
    '银卡及以上会员可领',
    '每人限领 2 张',
    '每人每天限领 1 张',
    '不找零',
  ])
  const shipping = termsOf({ ...TERMS, kind: 'shipping' }, { storeNames: [], validity: '', forWhom: null })
  expect(shipping).toEqual(['满 20 元免运费，商城配送时用', '每次消费用一张，不与其他券同用'])
})
