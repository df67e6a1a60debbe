import type { ShownItem } from '@huitou/shared/mall/contract'
import {
  closedText,
  pickUpText,
  priceText,
  quantityMax,
  shippingPointsOf,
  shippingText,
  termsText,
  wayText,
} from './item-words'

const TODAY = 20_261_122

const item: ShownItem = {
  ...{ id: '1', kind: 'goods', name: '随行杯', points: 1600, listPoints: null, saleEndsAt: null, drawing: 'cup' },
  ...{ cover: null, categoryId: null, flags: [], left: null, allowance: null, state: 'open', opensAt: null },
  ...{ tierName: null, eventAt: null, watching: false, backInStock: false, about: [], pictures: [] },
  ...{ pickUp: { stores: [], until: '2026-12-06T16:00:00.000Z' }, delivery: null },
  cashFen: 0,
  ...{ face: null, validity: null, gives: [], cancelRule: '到店取之前可以取消，积分原路退回' },
}

test('the days of a pick-up, its last one included; an event has its hour', () => {
  expect(pickUpText(item, TODAY)).toBe('11月22日 – 12月6日')
  expect(pickUpText({ pickUp: null, eventAt: '2026-11-23T06:00:00.000Z' }, TODAY)).toBe('明天 14:00')
  expect(pickUpText({ pickUp: null, eventAt: null }, TODAY)).toBe('')
})

test('how many in one go: what the limits leave, at least the one that is looked at, at most twenty', () => {
  expect([null, 3, 50, 0].map((allowance) => quantityMax({ allowance }))).toEqual([20, 3, 20, 1])
})

test('the ways to get it', () => {
  const delivery = { shippingPoints: 80, waived: null, coupon: null }
  expect(wayText(item)).toBe('到店取')
  expect(wayText({ ...item, delivery })).toBe('到店取，或者寄送')
  expect(wayText({ ...item, kind: 'service' })).toBe('到店用')
  expect(wayText({ ...item, kind: 'coupon', pickUp: null })).toBe('放进卡包')
  expect(wayText({ ...item, kind: 'card', pickUp: null })).toBe('当场生效')
  expect(shippingText(delivery)).toBe('80 积分')
  expect(shippingText({ shippingPoints: 0, waived: null, coupon: null })).toBe('包邮')
  expect(shippingText({ shippingPoints: 0, waived: '你的会员等级包邮', coupon: null })).toBe('你的会员等级包邮')
  const coupon = { id: '1', name: '包邮券', shippingPoints: 0 }
  expect(shippingText({ ...delivery, coupon })).toBe('0 积分，用了「包邮券」')
  expect([null, delivery, { ...delivery, coupon }].map((one) => shippingPointsOf({ delivery: one }))).toEqual([
    0, 80, 0,
  ])
})

test('what is taken first stands before the rule for cancelling', () => {
  const spending = { total: 1200, today: TODAY, cancelRule: item.cancelRule }
  const expiring = { points: 200, at: '2026-11-30T16:00:00.000Z' }
  expect(termsText({ ...spending, expiring })).toBe(
    '先扣快到期的 200 积分（11月30日到期）。到店取之前可以取消，积分原路退回。',
  )
  expect(termsText({ ...spending, expiring: null })).toBe('到店取之前可以取消，积分原路退回。')
})

test.each<[string | null, Partial<ShownItem>]>([
  [null, {}],
  ['换完了', { state: 'sold_out' }],
  ['今天换完了，明天再来', { state: 'today_out' }],
  ['你已经换到上限了', { state: 'limit_reached' }],
  ['今天换过了，明天再来', { state: 'today_reached' }],
  ['明天 10:00 开始', { state: 'not_started', opensAt: '2026-11-23T02:00:00.000Z' }],
  ['还没开始', { state: 'not_started' }],
  ['金卡会员可换', { state: 'tier_locked', tierName: '金卡' }],
  ['更高等级会员可换', { state: 'tier_locked' }],
  ['已经结束', { state: 'over' }],
])('the button says %s', (words, change) => expect(closedText({ ...item, ...change }, TODAY)).toBe(words))

test('the price says what is paid in money besides', () => {
  expect([priceText(1600, 0), priceText(1600, 990)]).toEqual(['1,600 积分', '1,600 积分 + 9.9 元'])
})
