import type { ItemTerms } from './console/item-schema'
import { faultsOf, faultWords, isAtOnce, rateOf, rateWords, type Fault } from './item-rules'

const now = new Date('2026-11-22T12:00:00+08:00')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

type Terms = Parameters<typeof faultsOf>[0]

const mug: Terms = {
  kind: 'goods',
  name: '马克杯',
  about: [],
  drawing: 'cup',
  pictureIds: [],
  categoryId: null,
  points: 1200,
  priceFen: 0,
  categoryConfirmed: false,
  costFen: null,
  worthFen: null,
  stockTotal: null,
  perMemberLimit: null,
  perMemberDayLimit: null,
  dailyQuota: null,
  minLevel: 1,
  saleFrom: null,
  saleUntil: null,
  offer: null,
  flags: [],
  sort: 0,
  templateId: null,
  cardId: null,
  eventAt: null,
  pickUp: { storeIds: [], days: 14 },
  delivery: null,
}

test.each<[Fault, Partial<Terms>]>([
  ['cash_coupon', { kind: 'coupon', templateId: '1', pickUp: null, priceFen: 1 }],
  ['cash_card', { kind: 'card', cardId: '1', pickUp: null, priceFen: 1 }],
  ['no_template', { kind: 'coupon', pickUp: null }],
  ['no_card', { kind: 'card', pickUp: null }],
  ['no_event_time', { kind: 'event' }],
  ['event_over', { kind: 'event', eventAt: now }],
  ['no_way', { pickUp: null }],
  ['way_at_once', { kind: 'coupon', templateId: '1' }],
  ['not_sent', { kind: 'service', delivery: { shippingPoints: 0 } }],
  ['window', { saleFrom: days(2), saleUntil: days(1) }],
  ['over', { saleUntil: now }],
  ['offer_window', { offer: { points: 1000, from: days(1), until: days(1) } }],
  ['offer_price', { offer: { points: 1200, from: days(1), until: days(2) } }],
])('%s stands in the way, in words', (fault, change) => {
  expect(faultsOf({ ...mug, ...change }, now)).toEqual([fault])
  expect(faultWords(fault)).toMatch(/\p{Script=Han}/u)
})

test('goods with a way to get them are ready', () => {
  expect(faultsOf(mug, now)).toEqual([])
  expect(faultsOf({ ...mug, delivery: { shippingPoints: 80 } }, now)).toEqual([])
  expect((['goods', 'coupon', 'service', 'card', 'event'] as const).filter(isAtOnce)).toEqual(['coupon', 'card'])
})

const priced = (
  points: number,
  worthFen: number | null,
  priceFen = 0,
): Pick<ItemTerms, 'points' | 'priceFen' | 'worthFen'> => ({
  points,
  worthFen,
  priceFen,
})

test('the implied rate is told when it strays from the shop’s: the source’s 20-yuan mask at 20000 points', () => {
  const mask = rateOf(priced(20_000, 2000), 1000)
  expect(mask).toEqual({ pointsPerYuan: 1000, shopPointsPerYuan: 100, from: 50, until: 200, strays: true })
  expect(mask && rateWords(mask)).toContain('偏贵')
  const fair = rateOf(priced(2000, 2000), 1000)
  expect(fair).toMatchObject({ pointsPerYuan: 100, strays: false })
  expect(fair && rateWords(fair)).toBe('这件按 100 积分抵 1 元，店里是 100 积分抵 1 元')
  const cheap = rateOf(priced(900, 2000), 1000)
  expect(cheap && rateWords(cheap)).toContain('偏便宜')
})

test('the cash part counts, and without a worth there is no rate', () => {
  expect(rateOf(priced(1000, 2000, 1000), 1000)).toMatchObject({ pointsPerYuan: 100 })
  expect([rateOf(priced(1000, null), 1000), rateOf(priced(1000, 2000, 2000), 1000), rateOf(priced(1, 1), 0)]).toEqual([
    null,
    null,
    null,
  ])
})
