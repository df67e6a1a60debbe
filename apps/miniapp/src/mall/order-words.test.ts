import type { OrderCard } from '@huitou/shared/mall/order/contract'
import { cancelQuestion, orderLine, stateLook, timesText } from './order-words'

const TODAY = 20_261_122

const order: OrderCard = {
  ...{ id: '1', kind: 'goods', state: 'waiting_pickup', itemId: '2', name: '随行杯', drawing: 'cup', cover: null },
  ...{ quantity: 1, points: 1600, shippingPoints: 0, at: '2026-11-20T03:00:00.000Z', storeName: '梧桐路店' },
  ...{ pickUpUntil: '2026-12-06T16:00:00.000Z', eventAt: null, carrier: null, trackingNo: null },
  ...{ cashFen: 0, paymentId: null, payBy: null, groupOrderId: null },
}
const sent = { storeName: null, pickUpUntil: null }

test.each<[string, string, Partial<OrderCard>]>([
  ['待取货', '梧桐路店 · 12月6日前', {}],
  ['待使用', '梧桐路店 · 12月6日前', { kind: 'service' }],
  ['待参加', '梧桐路店 · 明天 14:00', { kind: 'event', eventAt: '2026-11-23T06:00:00.000Z' }],
  ['待寄出', '店里收到了，寄出后有单号', { ...sent, state: 'waiting_shipment' }],
  ['寄送中', '顺丰 SF123', { ...sent, state: 'shipped', carrier: '顺丰', trackingNo: 'SF123' }],
  ['已收到', '11月20日换的', { ...sent, state: 'done' }],
  ['已取走', '11月20日换的', { state: 'done' }],
  ['已到卡包', '11月20日换的', { ...sent, state: 'done', kind: 'coupon' }],
  ['已取消', '积分已退回', { state: 'cancelled' }],
  ['过期没取', '积分已退回', { state: 'expired' }],
  ['已取消', '积分已退回，付过的钱原路退回', { state: 'cancelled', cashFen: 990 }],
  ['已取走', '11月20日拼的', { state: 'done', groupOrderId: '8' }],
  ['过期没取', '付的钱原路退回', { state: 'expired', groupOrderId: '8' }],
  ['待付款', '今晚 20:15 前付款有效', { state: 'waiting_payment', cashFen: 990, payBy: '2026-11-22T12:15:00.000Z' }],
])('%s: %s', (word, line, change) => {
  const changed = { ...order, ...change }
  expect(stateLook(changed).text).toBe(word)
  expect(orderLine(changed, TODAY)).toBe(line)
})

test('more than one is said, and so is what cancelling does', () => {
  expect([timesText(1), timesText(3)]).toEqual(['', ' × 3'])
  expect(cancelQuestion({ ...order, points: 1600 })).toContain('1,600 积分退回')
  expect(cancelQuestion({ ...order, cashFen: 990 })).toContain('付的 9.9 元原路退回')
  expect(cancelQuestion({ ...order, cashFen: 990, state: 'waiting_payment' })).not.toContain('元')
})
