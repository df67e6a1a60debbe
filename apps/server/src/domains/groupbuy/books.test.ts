import { Orders } from '#server/domains/mall/entities'
import { expireOrders } from '#server/domains/mall/order/expire'
import { freezeAccount } from '#server/domains/points/account/freeze'
import { Accounts } from '#server/domains/points/entities'
import { Purchases } from '#server/domains/purchase/entities'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient, StaffClient } from '#test/people'
import { startRuledWorld } from '#test/ruled-world'
import type { World } from '#test/world'
import { groupHands, type Placed, type Way } from './test-groupbuy'

let world: World
let operator: OperatorClient
let clerk: StaffClient
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startRuledWorld()
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

async function bought() {
  const { activityId } = await hands.ofGoods(operator)
  const way: Way = { storeId: world.shop.stores.wutong }
  const leader = await hands.open(activityId, 2, undefined, way)
  await hands.pay(leader)
  await hands.pay(await hands.join((await hands.team(leader.orderId)).scene, undefined, 'refund', way))
  return leader
}

const goodsOf = async ({ orderId }: Placed) =>
  world.db.manager.findOneByOrFail(Orders, { id: (await hands.row(orderId)).mallOrderId ?? '0' })
const purchaseOf = ({ person }: Placed) => world.db.manager.findOneByOrFail(Purchases, { memberId: person.memberId })

async function handOver(placed: Placed) {
  const { id } = await goodsOf(placed)
  const { code } = await placed.person.must('mall.showCode', { orderId: id })
  const { visit } = await clerk.must('counter.scan', { storeId: world.shop.stores.wutong, code })
  await clerk.must('counter.pickUp', { visitId: visit.id, orderId: id })
}

async function handedOver() {
  const placed = await bought()
  await handOver(placed)
  await hands.money.arrive()
  return placed
}

/** Nothing can be written to their account of points; answers how that ends. */
async function frozen({ person: { memberId } }: Placed) {
  const account = await world.db.manager.findOneByOrFail(Accounts, { memberId, unit: 'points' })
  await inTransaction(world.db, (tx) =>
    freezeAccount(tx, account.id, { actor: 'operator:1', reason: '核对' }, world.clock.now()),
  )
  return () =>
    world.db.manager.update(Accounts, { id: account.id }, { frozenAt: null, frozenBy: null, frozenReason: null })
}

const undo = async (placed: Placed) =>
  clerk.must('counter.undoPickUp', { orderId: (await goodsOf(placed)).id, reason: '拿错了' })

const returned = ({ orderId }: Placed) =>
  hands.code(operator.send('groupbuy.refundReturned', { orderId, reason: '杯子有裂痕' }))

/** The counter, the console and the till took no money for it, and have none to give back. */
async function refundedAtNoTill(placed: Placed) {
  const manager = await world.staff('manager')
  const { id: purchaseId } = await purchaseOf(placed)
  const asked = { purchaseId, reason: '客人退货', what: { by: 'whole' } } as const
  expect(await hands.code(manager.send('counter.refund', asked))).toBe('purchase_paid_in_app')
  const refundKey = `till-${purchaseId}`
  expect(await hands.code(operator.send('purchase.refund', { ...asked, refundKey }))).toBe('purchase_paid_in_app')
  expect(await purchaseOf(placed)).toMatchObject({ refundedFen: 0 })
}

async function timeRunsOut() {
  world.clock.advance(16 * DAY_MS)
  while (await expireOrders(world.db, world.clock.now()));
  await hands.settleAll()
}

describe('no till takes its points back without the money; by its own doors both go', () => {
  test('the shop takes the goods back', async () => {
    const leader = await handedOver()
    await refundedAtNoTill(leader)
    expect(await returned(leader)).toBe('200')
    await hands.settleAll()
    expect(await hands.row(leader.orderId)).toMatchObject({ state: 'refunded', refundedFen: 1590, purchaseId: null })
  })

  test('the handing over is undone, and nobody comes again', async () => {
    const leader = await handedOver()
    await refundedAtNoTill(leader)
    await undo(leader)
    await hands.money.arrive()
    expect(await hands.states(leader)).toEqual(['won'])
    await timeRunsOut()
    expect(await hands.states(leader)).toEqual(['refunded'])
  })
})

test('an account of points that is frozen keeps nobody from their money; the books follow when it is free again', async () => {
  const leader = await handedOver()
  const thaw = await frozen(leader)
  expect(await returned(leader)).toBe('200')
  expect(await hands.wantedBack(leader)).toEqual([[1590, 'wanted']])
  expect(await hands.states(leader)).toEqual(['refunding'])
  await thaw()
  world.clock.advance(DAY_MS)
  await hands.settleAll()
  expect(await hands.states(leader)).toEqual(['refunded'])
  expect((await purchaseOf(leader)).refundedFen).toBe(1590)
})

test('what came back to the shop is handed out to nobody, however late that is told', async () => {
  const leader = await handedOver()
  expect(await returned(leader)).toBe('200')
  const goods = await goodsOf(leader)
  expect(goods.state).toBe('cancelled')
  const undone = clerk.send('counter.undoPickUp', { orderId: goods.id, reason: '退回来了' })
  expect(await hands.code(undone)).toBe('undo_done')
  expect(await hands.code(leader.person.send('mall.showCode', { orderId: goods.id }))).toBe('order_cancelled')
  const { order } = await leader.person.must('mall.order', { orderId: goods.id })
  expect(order.timeline.at(-1)?.words).toBe('店里取消了：退货：杯子有裂痕。钱原路退回')
})

test('who left and brings it back has the money, and what it had earned anybody is taken back', async () => {
  const leader = await handedOver()
  const { id } = await purchaseOf(leader)
  await leader.person.must('privacy.leave', { confirmed: true })
  expect(await returned(leader)).toBe('200')
  await hands.settleAll()
  expect(await hands.states(leader)).toEqual(['refunded'])
  expect(await world.db.manager.findOneByOrFail(Purchases, { id })).toMatchObject({ refundedFen: 1590 })
})

test('a handing over that is told after more than a month still counts', async () => {
  const leader = await bought()
  const thaw = await frozen(leader)
  await handOver(leader)
  world.clock.advance(40 * DAY_MS)
  expect(await world.db.manager.countBy(Purchases, { memberId: leader.person.memberId })).toBe(0)
  await thaw()
  await hands.settleAll()
  expect(await purchaseOf(leader)).toMatchObject({ paidFen: 1590, paidIn: 'groupbuy' })
})
