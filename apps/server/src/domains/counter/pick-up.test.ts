import { onSale } from '#server/domains/mall/test-items'
import { stopWithPromisesKept } from '#test/promises'
import type { MemberClient, OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { createDesk } from './test-desk'

let world: World
let desk: ReturnType<typeof createDesk>
let owner: OperatorClient
beforeAll(async () => {
  world = await startWorld()
  desk = createDesk(world)
  owner = await world.operator()
})
afterAll(() => stopWithPromisesKept(world))

const MINUTE_MS = 60_000

/** A member with an order that waits in the desk's store. */
async function waiting(storeId = desk.storeId) {
  const person = await world.member()
  await world.setBalance(person, 1000)
  const itemId = await onSale(owner, { points: 300 })
  const { order } = await person.must('mall.placeOrder', { itemId, quantity: 2, pointsSeen: 600, storeId })
  return { person, orderId: order.id }
}

const scan = async (person: MemberClient, orderId: string, storeId = desk.storeId, clerk = world.staff()) => {
  const { code } = await person.must('mall.showCode', { orderId })
  const by = await clerk
  return { clerk: by, ...(await by.must('counter.scan', { storeId, code })) }
}

test('the order’s own code opens it; handed over it is done, and in the day; undone it waits again', async () => {
  const { person, orderId } = await waiting()
  const { clerk, visit } = await scan(person, orderId)
  expect(visit).toMatchObject({ kind: 'order', coupons: [], orders: [{ id: orderId, quantity: 2, usable: true }] })
  const done = await clerk.must('counter.pickUp', { visitId: visit.id, orderId })
  expect(done.orderId).toBe(orderId)
  expect((await person.must('mall.order', { orderId })).order.state).toBe('done')
  expect((await clerk.send('counter.pickUp', { visitId: visit.id, orderId })).code).toBe('order_done')
  const { rows } = await clerk.must('counter.day', { storeId: desk.storeId, staffId: clerk.staffId })
  expect(rows[0]).toMatchObject({ kind: 'pickup', subjectId: orderId, undoneAt: null })
  const undo = { orderId, reason: '拿错了货' }
  expect((await (await world.staff()).send('counter.undoPickUp', undo)).code).toBe('undo_too_late')
  await clerk.must('counter.undoPickUp', undo)
  expect((await clerk.send('counter.undoPickUp', undo)).code).toBe('undo_done')
  expect((await person.must('mall.order', { orderId })).order.state).toBe('waiting_pickup')
  const again = await scan(person, orderId)
  await again.clerk.must('counter.pickUp', { visitId: again.visit.id, orderId })
})

test('with a member’s code every order that waits is there; of somebody else none', async () => {
  const { person, orderId } = await waiting()
  const clerk = await world.staff()
  const visit = await desk.visit(person, clerk)
  expect(visit.orders.map((order) => order.id)).toEqual([orderId])
  const stranger = await waiting()
  const refused = await clerk.send('counter.pickUp', { visitId: visit.id, orderId: stranger.orderId })
  expect(refused.code).toBe('not_found')
  await clerk.must('counter.pickUp', { visitId: visit.id, orderId })
})

test('another store does not hand it over, and counts a refusal; ten minutes on it is too late to undo', async () => {
  const { riverside } = world.shop.stores
  const { person, orderId } = await waiting()
  const there = await scan(person, orderId, riverside, world.staff('clerk', [riverside]))
  expect(there.visit.orders[0]).toMatchObject({ usable: false })
  expect((await there.clerk.send('counter.pickUp', { visitId: there.visit.id, orderId })).status).toBe(409)
  expect((await there.clerk.must('counter.day', { storeId: riverside })).totals.refused).toBe(1)
  const { clerk, visit } = await scan(person, orderId)
  await clerk.must('counter.pickUp', { visitId: visit.id, orderId })
  world.clock.advance(10 * MINUTE_MS + 1)
  expect((await clerk.send('counter.undoPickUp', { orderId, reason: '晚了' })).code).toBe('undo_too_late')
})

test('twenty hands at once: one hands over, one takes back', async () => {
  const { person, orderId } = await waiting()
  const clerk = await world.staff()
  const visit = await desk.visit(person, clerk)
  const take = () => clerk.send('counter.pickUp', { visitId: visit.id, orderId })
  const taken = await Promise.all(Array.from({ length: 20 }, take))
  expect(taken.filter((one) => one.status === 200)).toHaveLength(1)
  const undo = () => clerk.send('counter.undoPickUp', { orderId, reason: '点错了' })
  const undone = await Promise.all(Array.from({ length: 20 }, undo))
  expect(undone.filter((one) => one.status === 200)).toHaveLength(1)
})
