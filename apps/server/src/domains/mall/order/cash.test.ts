import { randomUUID } from 'node:crypto'
import { Members } from '#server/domains/member/entities'
import { paymentHands } from '#server/domains/payment/test-payments'
import { Payments, Refunds } from '#server/domains/payment/entities'
import { Shippings } from '#server/domains/payment/shipping/entities'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Items, Orders } from '../entities'
import { pickUp } from './pick-up'

let world: World
let operator: OperatorClient
let money: ReturnType<typeof paymentHands>
beforeAll(async () => {
  world = await startWorld()
  money = paymentHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await settleAll()
  await stopWithPromisesKept(world)
})

const MINUTE_MS = 60_000
const PLAIN = { kind: 'goods', name: '果酱礼盒', points: 100, priceFen: 2900, stockTotal: 5 } as const

async function settleAll() {
  for (let round = 0; round < 4; round += 1) {
    if (round > 0) world.clock.advance(61_000)
    await money.settle()
    await money.arrive()
  }
}

async function onSale(change: object = {}): Promise<string> {
  const terms = { ...PLAIN, pickUp: { storeIds: [], days: 14 }, ...change }
  const { item } = await operator.must('mall.saveItem', { id: null, terms })
  await operator.must('mall.putOnSale', { itemId: item.id })
  return item.id
}

type Buyer = { person: MemberClient; key: string }
async function buyer(): Promise<Buyer> {
  const key = randomUUID()
  const person = await world.member(key)
  await world.setBalance(person, 1000)
  return { person, key }
}

const wish = (itemId: string) => ({
  ...{ itemId, quantity: 1, pointsSeen: 100, cashSeenFen: 2900 },
  storeId: world.shop.stores.wutong,
})

async function place({ person }: Buyer, itemId: string) {
  const { order } = await person.must('mall.placeOrder', wish(itemId))
  return order
}

async function payFor({ person, key }: Buyer, paymentId: string) {
  const { params } = await person.must('payment.prepare', { paymentId })
  await money.control('request-payment', { key, decision: 'pay', ...params })
}

const balanceOf = async ({ person }: Buyer) => (await person.must('points.balance', {})).available
const stockOf = async (itemId: string) => (await world.db.manager.findOneByOrFail(Items, { id: itemId })).stockLeft
const stateOf = async (id: string) => (await world.db.manager.findOneByOrFail(Orders, { id })).state

test('waits for its money with points and piece set aside; paid it goes on, once; WeChat is told how it is handed over', async () => {
  const itemId = await onSale()
  const me = await buyer()
  const shelf = (await me.person.must('mall.shelf', {})).items.find((one) => one.id === itemId)
  expect(shelf).toMatchObject({ points: 100, cashFen: 2900 })
  const order = await place(me, itemId)
  expect(order).toMatchObject({ state: 'waiting_payment', cashFen: 2900, points: 100 })
  expect([await balanceOf(me), await stockOf(itemId)]).toEqual([900, 4])
  expect((await me.person.send('mall.showCode', { orderId: order.id })).code).toBe('order_unpaid')
  expect((await me.person.must('mall.orders', { tab: 'pickup' })).rows.map((one) => one.id)).toEqual([order.id])
  await payFor(me, order.paymentId ?? '')
  await Promise.all([money.arrive(), money.arrive(), money.settle()])
  const { order: paid } = await me.person.must('mall.order', { orderId: order.id })
  expect(paid).toMatchObject({ state: 'waiting_pickup', paymentId: null, payBy: null, mayShowCode: true })
  expect(paid.timeline.map((step) => step.words)).toEqual(['下单，等付款', '付款成功'])
  expect(paid.cancelRule).toContain('积分和付的钱')
  const told = await world.db.manager.findBy(Shippings, { paymentId: order.paymentId ?? '' })
  expect(told.map((one) => one.logistics)).toEqual(['pickup'])
})

test('the price is what the member saw, money and points; nothing is written where it is not', async () => {
  const itemId = await onSale()
  const me = await buyer()
  const { cashSeenFen: _, ...unseen } = wish(itemId)
  expect((await me.person.send('mall.placeOrder', unseen)).code).toBe('quote_changed')
  expect((await me.person.send('mall.placeOrder', { ...unseen, cashSeenFen: 100 })).code).toBe('quote_changed')
  expect([await balanceOf(me), await stockOf(itemId)]).toEqual([1000, 5])
  const coupon = { kind: 'coupon' as const, templateId: world.shop.templates.bread, pickUp: null }
  const terms = { ...PLAIN, ...coupon, stockTotal: null }
  const { item } = await operator.must('mall.saveItem', { id: null, terms })
  expect(item.faults).toEqual(['券只能用积分换，不能收钱，现金部分要改成 0'])
})

test('not paid in time it is as if nothing had been', async () => {
  const itemId = await onSale()
  const me = await buyer()
  const order = await place(me, itemId)
  world.clock.advance(16 * MINUTE_MS)
  await settleAll()
  await me.person.relogin()
  expect([await stateOf(order.id), await balanceOf(me), await stockOf(itemId)]).toEqual(['cancelled', 1000, 5])
  const { timeline } = (await me.person.must('mall.order', { orderId: order.id })).order
  expect(timeline.at(-1)?.words).toBe('没有付款，积分退回了')
})

test('cancelled before and after paying, and beside it: points, piece and money always come back whole, once', async () => {
  const itemId = await onSale()
  for (const when of ['before', 'after', 'beside'] as const) {
    const me = await buyer()
    const order = await place(me, itemId)
    const { params } = await me.person.must('payment.prepare', { paymentId: order.paymentId ?? '' })
    const pay = () => money.control('request-payment', { key: me.key, decision: 'pay', ...params })
    if (when === 'after') {
      await pay()
      await money.arrive()
    }
    const cancel = me.person.send('mall.cancel', { orderId: order.id })
    const [answer] = await Promise.all([cancel, when === 'beside' ? pay() : null])
    expect(answer.status).toBe(200)
    await settleAll()
    expect([await stateOf(order.id), await balanceOf(me), await stockOf(itemId)]).toEqual(['cancelled', 1000, 5])
    const refunds = await world.db.manager.findBy(Refunds, { paymentId: order.paymentId ?? '' })
    const { outTradeNo } = await world.db.manager.findOneByOrFail(Payments, { id: order.paymentId ?? '' })
    const there = world.simulator.world.pay?.orders.get(outTradeNo)
    const wasPaid = Boolean(there?.payment)
    expect(wasPaid || when !== 'after').toBe(true)
    expect(refunds.map((one) => one.amountFen)).toEqual(wasPaid ? [2900] : [])
    expect(refunds.every((one) => one.state === 'done')).toBe(true)
  }
})

test('who leaves while an order waits, or is paid and not fetched, has their money back', async () => {
  const itemId = await onSale()
  const [waits, paid] = [await buyer(), await buyer()]
  const first = await place(waits, itemId)
  const second = await place(paid, itemId)
  await payFor(paid, second.paymentId ?? '')
  await money.arrive()
  for (const { person } of [waits, paid]) await person.must('privacy.leave', { confirmed: true })
  await settleAll()
  expect([await stateOf(first.id), await stateOf(second.id), await stockOf(itemId)]).toEqual([
    'cancelled',
    'cancelled',
    5,
  ])
  const back = await world.db.manager.findBy(Refunds, { paymentId: second.paymentId ?? '' })
  expect(back.map((one) => [one.amountFen, one.state])).toEqual([[2900, 'done']])
  expect((await world.db.manager.findOneByOrFail(Members, { id: paid.person.memberId })).leftAt).not.toBeNull()
})

test('handed over it is the member’s; a parcel is told to WeChat under a carrier that it knows', async () => {
  const itemId = await onSale({ delivery: { shippingPoints: 0 } })
  const me = await buyer()
  const order = await place(me, itemId)
  await payFor(me, order.paymentId ?? '')
  await money.arrive()
  const handing = { orderId: order.id, memberId: me.person.memberId, storeId: world.shop.stores.wutong, staffId: '1' }
  await inTransaction(world.db, (tx) => pickUp(tx, { ...handing, now: world.clock.now() }))
  expect((await me.person.send('mall.cancel', { orderId: order.id })).code).toBe('order_done')

  const address = { name: '林小满', phone: '13800138000', region: '上海市 徐汇区', detail: '梧桐路 1 号 602' }
  const saved = await me.person.must('mall.saveAddress', { id: null, ...address, isDefault: false })
  const { storeId: _, ...sent } = wish(itemId)
  const { order: parcel } = await me.person.must('mall.placeOrder', { ...sent, addressId: saved.address.id })
  expect((await operator.send('mall.ship', { orderId: parcel.id, carrier: '顺丰', trackingNo: 'SF123456' })).code).toBe(
    'order_not_sent',
  )
  await payFor(me, parcel.paymentId ?? '')
  await money.arrive()
  const shipped = { orderId: parcel.id, trackingNo: 'SF123456' }
  expect((await operator.send('mall.ship', { ...shipped, carrier: '隔壁老王' })).code).toBe('carrier_unknown')
  await operator.must('mall.ship', { ...shipped, carrier: '顺丰' })
  const [told] = await world.db.manager.findBy(Shippings, { paymentId: parcel.paymentId ?? '' })
  expect(told).toMatchObject({ logistics: 'express', carrier: 'SF', trackingNo: 'SF123456' })
})
