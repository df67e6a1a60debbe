import { Refunds } from '../entities'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { leaveToTest, paymentHands } from '../test-payments'

let world: World
let hands: ReturnType<typeof paymentHands>
beforeAll(async () => {
  world = await startWorld()
  await leaveToTest(world)
  hands = paymentHands(world)
})
afterAll(() => stopWithPromisesKept(world))
afterEach(async () => {
  await hands.control('fault', { clear: true })
})

const REFUND = '/v3/refund/domestic/refunds/:outRefundNo'
const faultIsTaken = () => Promise.resolve(world.simulator.world.faults.length === 0)

test('sent while WeChat is asked about it: not paid back by hand besides', async () => {
  const payer = await hands.paid()
  await hands.control('refund-outcome', { next: true, status: 'PROCESSING', afterMs: 1000 })
  const refund = await hands.askBack(payer, 1990)
  const finance = await world.operator('finance')
  // WeChat has not heard of it, and says so slowly.
  await hands.control('fault', { path: REFUND, status: 404, delayMs: 1500 })
  const byHand = finance.call('payment.settleRefund', { refundId: refund.id, amountSeenFen: 1990, why: '柜台退了现金' })
  await until(faultIsTaken, 5)
  await hands.settle()
  expect(hands.refundsThere(payer)).toHaveLength(1)
  expect((await byHand).code).toBe('refund_running')
  const row = await world.db.manager.findOneByOrFail(Refunds, { id: refund.id })
  expect(row).toMatchObject({ state: 'sent', resolvedBy: null })
})

test('a refund that WeChat closed and has forgotten is sent under a new number, and one that is over takes no turn', async () => {
  const payer = await hands.paid()
  await hands.control('refund-outcome', { next: true, status: 'CLOSED', afterMs: 1000 })
  const refund = await hands.askBack(payer, 1990)
  for (let times = 0; times < 2; times += 1) {
    await hands.settle()
    world.clock.advance(6_000)
    await hands.arrive()
  }
  const row = () => world.db.manager.findOneByOrFail(Refunds, { id: refund.id })
  expect((await row()).state).toBe('failed')
  await world.db.manager.update(Refunds, { id: refund.id }, { dueAt: world.clock.now() })
  await hands.settle()
  expect(await row()).toMatchObject({ state: 'failed', dueAt: null })
  world.clock.advance(61_000)
  await hands.control('fault', { path: REFUND, status: 404 })
  const finance = await world.operator('finance')
  const { refund: renewed } = await finance.must('payment.retryRefund', { refundId: refund.id })
  expect(renewed.earlierNumbers).toEqual([refund.outRefundNo])
  world.clock.advance(6_000)
  await hands.settle()
  await hands.arrive()
  expect((await row()).state).toBe('done')
})
