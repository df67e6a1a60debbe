import { Like } from 'typeorm'
import { bodyOf } from '#server/domains/integration/webhook/compose'
import { Items, Orders } from '#server/domains/mall/entities'
import { expireOrders } from '#server/domains/mall/order/expire'
import { Purchases } from '#server/domains/purchase/entities'
import { createDesk } from '#server/domains/counter/test-desk'
import { Shippings } from '#server/domains/payment/shipping/entities'
import { Events } from '#server/platform/events/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient, StaffClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { GroupOrders } from './entities'
import { groupHands, type Friend, type Placed, type Way } from './test-groupbuy'

let world: World
let operator: OperatorClient
let clerk: StaffClient
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
  clerk = await world.staff()
})
afterAll(async () => {
  await hands.settleAll()
  await stopWithPromisesKept(world)
})

const DAY_MS = 86_400_000
const SENT = { delivery: { shippingPoints: 300 }, pickUp: null }
const HOME = {
  ...{ name: '林小满', phone: '13800000000', region: '上海市 徐汇区', detail: '梧桐路 18 号 302', isDefault: true },
}

const atWutong = (): Way => ({ storeId: world.shop.stores.wutong })

async function sentHome({ person }: Friend): Promise<Way> {
  const { address } = await person.must('mall.saveAddress', { id: null, ...HOME })
  return { addressId: address.id }
}

/** Two people buy it together; each gets it in their own way. */
async function bought(terms = {}, ways: (friend: Friend) => Promise<Way> | Way = atWutong) {
  const sold = await hands.ofGoods(operator, terms)
  const [one, two] = [await hands.friend(), await hands.friend()]
  const leader = await hands.open(sold.activityId, 2, one, await ways(one))
  await hands.pay(leader)
  const joiner = await hands.join((await hands.team(leader.orderId)).scene, two, 'refund', await ways(two))
  await hands.pay(joiner)
  return { ...sold, leader, joiner }
}

const mallOrderOf = async ({ orderId }: Placed) =>
  world.db.manager.findOneByOrFail(Orders, { id: (await hands.row(orderId)).mallOrderId ?? '0' })
const refundAsked = ({ person, orderId }: Placed) => hands.code(person.send('groupbuy.refund', { orderId }))
const purchasesOf = ({ person }: Placed) => world.db.manager.findBy(Purchases, { memberId: person.memberId })

async function handOver(placed: Placed) {
  const { id } = await mallOrderOf(placed)
  const { code } = await placed.person.must('mall.showCode', { orderId: id })
  const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, code })
  await clerk.must('counter.pickUp', { visitId: visit.id, orderId: id })
  await hands.money.arrive()
}

test('goods bring their pictures and words along; the page says who hands them over, and that sending is free', async () => {
  const { activityId } = await hands.ofGoods(operator, { delivery: { shippingPoints: 300 } })
  const { activity } = await operator.must('groupbuy.activity', { activityId })
  expect(activity).toMatchObject({ templateId: null, drawing: 'cup', about: ['好看的杯子。'], state: 'on' })
  const friend = await hands.friend()
  const shown = (await friend.person.must('groupbuy.show', { activityId })).activity
  expect(shown).toMatchObject({ face: { kind: 'exchange', scope: '到店取，或者寄送' }, goods: { sent: true } })
  expect(shown.goods?.stores?.map(({ name }) => name)).toContain('梧桐路店')
  expect(shown.validity).toBe('成团后 14 天内到店取；寄送的成团后安排寄出，包邮')
})

test('a complete team has its goods waiting in the chosen store; the mall’s own points, stock and limits are not touched', async () => {
  const { itemId, leader, joiner } = await bought({ stockTotal: 3, perMemberLimit: 1 })
  expect(await hands.states(leader, joiner)).toEqual(['won', 'won'])
  const row = await mallOrderOf(leader)
  expect(row).toMatchObject({
    state: 'waiting_pickup',
    points: 0,
    cashFen: 0,
    txnId: null,
    groupOrderId: leader.orderId,
  })
  expect((await world.db.manager.findOneByOrFail(Items, { id: itemId })).stockLeft).toBe(3)
  const { order } = await leader.person.must('groupbuy.order', { orderId: leader.orderId })
  expect(order).toMatchObject({ words: '人齐了，到店出示取货码', mayRefund: true, couponId: null })
  expect(order.goods).toEqual({ way: 'pickup', storeName: '梧桐路店', orderId: row.id })
  const { order: inMall } = await leader.person.must('mall.order', { orderId: row.id })
  expect(inMall).toMatchObject({ groupOrderId: leader.orderId, mayCancel: false, mayShowCode: true })
  expect(inMall.timeline).toMatchObject([{ words: '成团了' }])
  await world.setBalance(leader.person, 100)
  const wish = { itemId, quantity: 1, pointsSeen: 100, storeId: row.storeId ?? '' }
  await leader.person.must('mall.placeOrder', wish)
  expect(await world.db.manager.findBy(Shippings, { paymentId: row.paymentId ?? '' })).toHaveLength(1)
})

test('the counter hands it over: the money is kept and earns, once; undone it waits again', async () => {
  const { leader } = await bought()
  await handOver(leader)
  expect(await hands.states(leader)).toEqual(['used'])
  expect(await purchasesOf(leader)).toMatchObject([{ paidFen: 1590, refundedFen: 0 }])
  expect(await refundAsked(leader)).toBe('goods_handed_over')
  await clerk.must('counter.undoPickUp', { orderId: (await mallOrderOf(leader)).id, reason: '拿错了' })
  await hands.money.arrive()
  expect(await hands.states(leader)).toEqual(['won'])
  expect(await purchasesOf(leader)).toMatchObject([{ refundedFen: 1590 }])
  await handOver(leader)
  expect((await purchasesOf(leader)).map(({ refundedFen }) => refundedFen)).toEqual([1590, 0])
})

test('sent home: the address goes with the order of the mall, and what is on its way is bought', async () => {
  const { leader, joiner } = await bought(SENT, sentHome)
  const row = await mallOrderOf(leader)
  expect(row).toMatchObject({ state: 'waiting_shipment', shippingPoints: 0, storeId: null })
  expect(row.addressSealed).not.toBeNull()
  expect((await hands.row(leader.orderId)).addressSealed).toBeNull()
  const { order } = await leader.person.must('groupbuy.order', { orderId: leader.orderId })
  expect(order).toMatchObject({ words: '人齐了，等着寄出', goods: { way: 'delivery', storeName: null } })
  await operator.must('mall.ship', { orderId: row.id, carrier: '顺丰', trackingNo: 'SF1000000001' })
  await hands.money.arrive()
  expect(await hands.states(leader, joiner)).toEqual(['used', 'won'])
  expect(await purchasesOf(leader)).toMatchObject([{ paidFen: 1590 }])
  expect(await refundAsked(leader)).toBe('goods_handed_over')
})

test('what came back to the shop is paid back by its operator, once, with what it had earned', async () => {
  const { leader, joiner } = await bought()
  const asked = ({ orderId }: Placed) =>
    hands.code(operator.send('groupbuy.refundReturned', { orderId, reason: '杯子有裂痕，客人退回来了' }))
  expect(await asked(leader)).toBe('group_order_over')
  await handOver(leader)
  expect(await Promise.all([asked(leader), asked(leader), asked(joiner)])).toEqual(
    expect.arrayContaining(['200', 'group_order_over', 'group_order_over']),
  )
  await hands.settleAll()
  expect(await hands.row(leader.orderId)).toMatchObject({ state: 'refunded', refundedFen: 1590 })
  expect(await purchasesOf(leader)).toMatchObject([{ refundedFen: 1590 }])
  const viewer = await world.operator('viewer')
  const peeping = await viewer.send('groupbuy.refundReturned', { orderId: leader.orderId, reason: '看看' })
  expect(peeping.status).toBe(403)
})

test('given back before it is handed over: all of the money, once, and the counter has nothing more to give', async () => {
  const { activityId, leader } = await bought()
  const before = await hands.stock(activityId)
  const { code } = await leader.person.must('mall.showCode', { orderId: (await mallOrderOf(leader)).id })
  expect(await refundAsked(leader)).toBe('200')
  expect(await refundAsked(leader)).toBe('group_order_over')
  await hands.settleAll()
  expect(await hands.row(leader.orderId)).toMatchObject({
    state: 'refunded',
    refundedFen: 1590,
    refundCause: 'requested',
  })
  expect((await mallOrderOf(leader)).state).toBe('cancelled')
  expect(await hands.stock(activityId)).toBe(before + 1)
  const late = await clerk.send('counter.scan', { storeId: world.shop.stores.wutong, code })
  expect(late.code === undefined ? late.status : late.code).not.toBe(200)
})

test('other systems are told that it was ordered, and then that it was handed over', async () => {
  const { leader, itemId } = await bought()
  const { id: orderId } = await mallOrderOf(leader)
  await handOver(leader)
  const events = await world.db.manager.find(Events, { where: { name: Like('mall.%') }, order: { id: 'ASC' } })
  const told = events.flatMap(({ name, data, at }) =>
    data['orderId'] === orderId ? (bodyOf(name, data, at) ?? []) : [],
  )
  expect(told.map(({ event }) => event)).toEqual(['mall.ordered', 'mall.handed_over'])
  expect(JSON.parse(told[0]?.body ?? '')).toMatchObject({ data: { orderId, itemId, points: 0 } })
})

test('through the mall’s own door it is not cancelled', async () => {
  const { leader } = await bought()
  const { id } = await mallOrderOf(leader)
  expect(await hands.code(leader.person.send('mall.cancel', { orderId: id }))).toBe('order_of_group')
  expect((await mallOrderOf(leader)).state).toBe('waiting_pickup')
})

test('the shop cannot keep its word, or nobody comes in time: the money goes back by itself', async () => {
  const { leader, joiner } = await bought()
  await operator.must('mall.cancelOrder', { orderId: (await mallOrderOf(leader)).id, reason: '没货了' })
  await hands.settleAll()
  expect(await hands.row(leader.orderId)).toMatchObject({ state: 'refunded', refundCause: 'unavailable' })
  await hands.passes(16 * DAY_MS, joiner)
  expect(await refundAsked(joiner)).toBe('group_order_over')
  while (await expireOrders(world.db, world.clock.now()));
  await hands.settleAll()
  expect(await hands.row(joiner.orderId)).toMatchObject({
    state: 'refunded',
    refundCause: 'expired',
    refundedFen: 1990,
  })
  const { order } = await joiner.person.must('groupbuy.order', { orderId: joiner.orderId })
  expect(order.words).toBe('到期没来取，¥19.90 已原路退回')
})

test('handed over, undone, and its time is over by then: nothing is kept', async () => {
  const { leader } = await bought()
  await handOver(leader)
  await clerk.must('counter.undoPickUp', { orderId: (await mallOrderOf(leader)).id, reason: '拿错了' })
  world.clock.advance(16 * DAY_MS)
  while (await expireOrders(world.db, world.clock.now()));
  await hands.settleAll()
  expect(await hands.states(leader)).toEqual(['refunded'])
  expect(await purchasesOf(leader)).toMatchObject([{ refundedFen: 1590 }])
})

describe('how it gets to them is said before paying', () => {
  const refused = (send: Promise<{ code?: string | undefined; status: number }>) => hands.code(send)

  test('neither, both, a store that does not have it, an address of somebody else', async () => {
    const { activityId } = await hands.ofGoods(operator, { pickUp: { storeIds: [world.shop.stores.wutong], days: 7 } })
    const { person } = await hands.friend()
    const other = await sentHome(await hands.friend())
    const wish = { activityId, size: 2, priceSeenFen: 1590 }
    const open = (way: Way) => refused(person.send('groupbuy.open', { ...wish, ...way }))
    expect(await open({})).toBe('item_way')
    expect(await open({ storeId: world.shop.stores.riverside })).toBe('item_store')
    expect(await open({ ...atWutong(), ...other })).toBe('item_way')
    expect(await open(other)).toBe('item_way')
    const sent = await hands.ofGoods(operator, SENT)
    expect(await refused(person.send('groupbuy.open', { ...wish, activityId: sent.activityId, ...other }))).toBe(
      'not_found',
    )
    expect(await world.db.manager.countBy(GroupOrders, { memberId: person.memberId })).toBe(0)
  })

  test('the store does not have it any more when the team is complete: the money goes back instead', async () => {
    const { itemId, activityId } = await hands.ofGoods(operator)
    const leader = await hands.open(activityId, 2, undefined, atWutong())
    await hands.pay(leader)
    const joiner = await hands.join((await hands.team(leader.orderId)).scene, undefined, 'refund', atWutong())
    const elsewhere = { pickUp: { storeIds: [world.shop.stores.riverside], days: 7 } }
    await operator.must('mall.saveItem', { id: itemId, terms: elsewhere })
    await hands.pay(joiner)
    await hands.settleAll()
    expect(await hands.states(leader, joiner)).toEqual(['refunded', 'refunded'])
  })
})

describe('what can be published', () => {
  const draft = { name: '杯子', singlePriceFen: 3200, prices: [{ size: 2, priceFen: 1990, leaderPriceFen: 1590 }] }
  const save = (more: object, id: string | null = null) =>
    operator.send('groupbuy.saveActivity', { id, body: { ...draft, ...more } })

  test('one of a coupon and goods, goods that can be handed over', async () => {
    const { itemId } = await hands.ofGoods(operator)
    const templateId = await hands.voucher()
    expect((await save({})).status).toBe(400)
    expect((await save({ itemId, templateId })).status).toBe(400)
    expect((await save({ itemId: '999999' })).code).toBe('not_found')
    const { activity } = await operator.must('groupbuy.saveActivity', { id: null, body: { ...draft, templateId } })
    const { activity: changed } = await operator.must('groupbuy.saveActivity', { id: activity.id, body: { itemId } })
    expect(changed).toMatchObject({ templateId: null, itemId })
    const terms = { kind: 'coupon', name: '咖啡券', points: 100, templateId } as const
    const { item } = await operator.must('mall.saveItem', { id: null, terms })
    const coupon = await operator.must('groupbuy.saveActivity', { id: null, body: { ...draft, itemId: item.id } })
    expect(coupon.activity.faults).toContain('要选一件实物商品；券请在「券」里选')
  })
})

test('who leaves has their money for what they have not fetched, and where they live is forgotten', async () => {
  const { leader, joiner } = await bought(SENT, sentHome)
  await leader.person.must('privacy.leave', { confirmed: true })
  await hands.settleAll()
  expect(await hands.states(leader, joiner)).toEqual(['refunded', 'won'])
  expect(await mallOrderOf(leader)).toMatchObject({ state: 'cancelled', addressSealed: null })
})

test('the counter and the member at once: it is handed over or refunded, never both', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { leader } = await bought()
    const { id } = await mallOrderOf(leader)
    const visit = await createDesk(world).visit(leader.person, clerk)
    const [gave, back] = await Promise.all([
      hands.code(clerk.send('counter.pickUp', { visitId: visit.id, orderId: id })),
      refundAsked(leader),
    ])
    await hands.settleAll()
    const state = (await mallOrderOf(leader)).state
    expect([gave === '200', back === '200', state, ...(await hands.states(leader))]).toEqual(
      gave === '200' ? [true, false, 'done', 'used'] : [false, true, 'cancelled', 'refunded'],
    )
  }
})
