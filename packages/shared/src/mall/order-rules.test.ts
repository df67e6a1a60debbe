import {
  cancelRule,
  cancelUntil,
  daysLate,
  isLive,
  judgeCancel,
  judgePickUp,
  judgeShip,
  judgeShopCancel,
  shippingWith,
  stateAt,
  type OrderFacts,
} from './order-rules'

const at = new Date('2026-11-22T12:00:00+08:00')
const days = (count: number) => new Date(at.getTime() + count * 86_400_000)

const goods: OrderFacts = {
  kind: 'goods',
  state: 'waiting_pickup',
  at,
  storeId: '1',
  pickUpUntil: days(14),
  eventAt: null,
}
const coupon: OrderFacts = { ...goods, kind: 'coupon', state: 'done', storeId: null, pickUpUntil: null }
const sent: OrderFacts = { ...goods, state: 'waiting_shipment', storeId: null, pickUpUntil: null }

test('a pick-up is over at its end, whether or not a job has been by', () => {
  expect(stateAt(goods, days(13.99))).toBe('waiting_pickup')
  expect(stateAt(goods, days(14))).toBe('expired')
  expect(stateAt({ ...goods, state: 'done' }, days(20))).toBe('done')
  expect(['done', 'shipped', 'cancelled', 'expired'].map((state) => isLive(state as OrderFacts['state']))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('what waits for its money can be cancelled at any time, and is neither handed over nor sent', () => {
  const unpaid: OrderFacts = { ...goods, state: 'waiting_payment' }
  expect(judgeCancel(unpaid, days(99))).toEqual({ ok: true })
  expect(judgeCancel({ ...unpaid, kind: 'card' }, at)).toEqual({ ok: true })
  expect(cancelUntil(unpaid)).toBeNull()
  expect(judgeShip(unpaid, at)).toEqual({ ok: false, reason: 'order_not_sent' })
})

test.each([
  ['order_unpaid', { ...goods, state: 'waiting_payment' }, at],
  ['order_done', { ...goods, state: 'done' }, at],
  ['order_cancelled', { ...goods, state: 'cancelled' }, at],
  ['order_expired', goods, days(14)],
  ['order_to_ship', sent, at],
  ['order_other_store', { ...goods, storeId: '2' }, at],
] as const)('judgePickUp refuses %s', (reason, order, now) => {
  expect(judgePickUp(order, '1', now)).toEqual({ ok: false, reason })
})

test('judgePickUp lets the chosen store hand it over, and any store when none is asked about', () => {
  expect(judgePickUp(goods, '1', days(13))).toEqual({ ok: true })
  expect(judgePickUp(goods, null, days(13))).toEqual({ ok: true })
})

test.each([
  ['order_cancelled', { ...goods, state: 'cancelled' }, at],
  ['order_expired', goods, days(14)],
  ['order_shipped', { ...sent, state: 'shipped' }, at],
  ['order_card', { ...coupon, kind: 'card' }, at],
  ['order_done', { ...goods, state: 'done' }, at],
  ['order_too_late', coupon, days(1)],
  ['order_too_late', { ...goods, kind: 'event', eventAt: days(2) }, days(2)],
] as const)('judgeCancel refuses %s', (reason, order, now) => {
  expect(judgeCancel(order, now)).toEqual({ ok: false, reason })
})

test('a member cancels in time; the shop also after that, but not what was handed over', () => {
  for (const order of [goods, sent, coupon]) expect(judgeCancel(order, days(0.9))).toEqual({ ok: true })
  expect(judgeShopCancel(coupon, days(9))).toEqual({ ok: true })
  expect(judgeShopCancel({ ...goods, state: 'done' }, at)).toEqual({ ok: false, reason: 'order_done' })
  expect([cancelUntil(goods), cancelUntil(sent), cancelUntil({ ...coupon, kind: 'card' })]).toEqual([
    days(14),
    null,
    null,
  ])
  expect(cancelUntil({ ...goods, kind: 'event', eventAt: days(2) })).toEqual(days(2))
})

test.each([
  ['order_cancelled', { ...sent, state: 'cancelled' }],
  ['order_expired', { ...goods, state: 'expired' }],
  ['order_shipped', { ...sent, state: 'shipped' }],
  ['order_done', { ...sent, state: 'done' }],
  ['order_not_sent', goods],
] as const)('judgeShip refuses %s', (reason, order) => {
  expect(judgeShip(order, at)).toEqual({ ok: false, reason })
  expect(judgeShip(sent, at)).toEqual({ ok: true })
})

test('nobody loses the time by which a job is late', () => {
  expect([daysLate(at, at), daysLate(at, days(3)), daysLate(days(1), at)]).toEqual([0, 3, 0])
})

test('the rule for cancelling is told for each kind', () => {
  const rules = [
    cancelRule('goods', false),
    cancelRule('goods', true),
    cancelRule('coupon', false),
    cancelRule('card', false),
    cancelRule('event', false),
  ]
  expect(new Set(rules).size).toBe(5)
  expect(rules[2]).toContain('24 小时')
  expect(cancelRule('goods', false, true)).toContain('积分和付的钱原路退回')
})

test('a free-shipping coupon pays for sending, up to its most, from its threshold on', () => {
  const cost = { shippingPoints: 200, goodsPoints: 1600 }
  const costs = (thresholdFen: number, offMaxFen: number | null) =>
    shippingWith({ thresholdFen, offMaxFen }, cost, 1000)
  expect(costs(0, null)).toEqual({ ok: true, shippingPoints: 0 })
  expect(costs(1600, 150)).toEqual({ ok: true, shippingPoints: 50 })
  expect(costs(0, 500)).toEqual({ ok: true, shippingPoints: 0 })
  expect(costs(1601, null)).toEqual({ ok: false, reason: 'coupon_below_threshold' })
})
