import { Payments } from '#server/domains/payment/entities'
import { stopWithPromisesKept } from '#test/promises'
import type { OperatorClient } from '#test/people'
import { startWorld, type World } from '#test/world'
import { Activities } from './entities'
import { groupHands, type Placed } from './test-groupbuy'

let world: World
let operator: OperatorClient
let hands: ReturnType<typeof groupHands>
beforeAll(async () => {
  world = await startWorld()
  hands = groupHands(world)
})
beforeEach(async () => {
  operator = await world.operator()
})
afterAll(async () => {
  await hands.settleAll()
  await stopWithPromisesKept(world)
})

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const states = async (...placed: Placed[]) =>
  Promise.all(placed.map(async ({ orderId }) => (await hands.row(orderId)).state))
const passes = async (ms: number, ...placed: Placed[]) => {
  world.clock.advance(ms)
  for (const { person } of placed) await person.relogin()
}

test('a payment that stays unclear keeps the others from their money for a day at most, and then its own comes back', async () => {
  const activityId = await hands.activity(operator)
  const { leader, others, scene } = await hands.missingOne(activityId, 3)
  await passes(23 * HOUR_MS + 50 * MINUTE_MS, leader)
  const unclear = await hands.join(scene)
  await hands.money.control('pay-fault', { on: 'push', trouble: 'drop', times: 20 })
  await hands.payAtSheet(unclear)
  await world.db.manager.update(Payments, { id: unclear.paymentId }, { amountFen: 1 })
  await passes(HOUR_MS, leader)
  await hands.settleAll()
  expect(await states(leader, ...others, unclear)).toEqual(['seated', 'seated', 'paying'])
  await passes(24 * HOUR_MS, leader)
  await hands.settleAll()
  expect(await states(leader, ...others, unclear)).toEqual(['refunded', 'refunded', 'paying'])
  await hands.money.control('pay-fault', { clear: true })
  await world.db.manager.update(Payments, { id: unclear.paymentId }, { amountFen: 1790 })
  await passes(HOUR_MS, leader)
  await hands.settleAll()
  expect(await states(unclear)).toEqual(['refunded'])
  expect(await hands.stock(activityId)).toBe(50)
})

test('who comes second for the last seat opens no team when none may be opened any more', async () => {
  const activityId = await hands.activity(operator, {
    until: new Date(world.clock.now().getTime() + HOUR_MS).toISOString(),
  })
  const { scene } = await hands.missingOne(activityId)
  await passes(HOUR_MS - MINUTE_MS)
  const [first, second] = [await hands.join(scene), await hands.join(scene, undefined, 'open')]
  await hands.pay(first)
  await passes(2 * MINUTE_MS, second)
  await hands.pay(second)
  await hands.settleAll()
  expect(await states(first, second)).toEqual(['won', 'refunded'])
})

test('paid after it was closed: the order says that money came and went back', async () => {
  const late = await hands.open(await hands.activity(operator))
  const { params } = await late.person.must('payment.prepare', { paymentId: late.paymentId })
  // WeChat does not know the order when it is asked, and takes money for it all the same.
  await hands.money.control('fault', { path: '/v3/pay/transactions/out-trade-no/:outTradeNo', status: 404, times: 2 })
  await hands.money.control('fault', {
    path: '/v3/pay/transactions/out-trade-no/:outTradeNo/close',
    status: 404,
    times: 2,
  })
  await late.person.must('groupbuy.cancel', { orderId: late.orderId })
  await hands.settleAll()
  await hands.money.control('fault', { clear: true })
  expect(await states(late)).toEqual(['closed'])
  await hands.money.control('request-payment', { key: late.key, decision: 'pay', ...params })
  await hands.money.arrive()
  await hands.settleAll()
  const { order } = await late.person.must('groupbuy.order', { orderId: late.orderId })
  expect(order).toMatchObject({ state: 'closed', refundedFen: 1590, words: '取消以后才付的 ¥15.90 已原路退回' })
})

test('everybody in several teams leaves at once: all money goes back, and every piece is there again', async () => {
  const activityId = await hands.activity(operator)
  const people = await Promise.all(Array.from({ length: 4 }, () => hands.friend()))
  const placed: Placed[] = []
  for (const [index, who] of people.entries()) {
    const leader = await hands.open(activityId, 3, who)
    await hands.pay(leader)
    const { scene } = await hands.team(leader.orderId)
    const joiner = await hands.join(scene, people[(index + 1) % people.length])
    await hands.pay(joiner)
    placed.push(leader, joiner)
  }
  const answers = await Promise.all(people.map(({ person }) => person.send('privacy.leave', { confirmed: true })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  await hands.settleAll()
  expect(new Set(await states(...placed))).toEqual(new Set(['refunded']))
  expect((await world.db.manager.findOneByOrFail(Activities, { id: activityId })).stockLeft).toBe(50)
})
