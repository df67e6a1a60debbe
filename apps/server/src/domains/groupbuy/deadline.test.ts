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
const DAY_MS = 24 * HOUR_MS

test('a payment that stays unclear keeps the others from their money for a day at most, and then its own comes back', async () => {
  const activityId = await hands.activity(operator)
  const { leader, others, scene } = await hands.missingOne(activityId, 3)
  await hands.passes(23 * HOUR_MS + 50 * MINUTE_MS, leader)
  const unclear = await hands.join(scene)
  await hands.money.control('pay-fault', { on: 'push', trouble: 'drop', times: 20 })
  await hands.payAtSheet(unclear)
  await world.db.manager.update(Payments, { id: unclear.paymentId }, { amountFen: 1 })
  await hands.passes(HOUR_MS, leader)
  await hands.settleAll()
  expect(await hands.states(leader, ...others, unclear)).toEqual(['seated', 'seated', 'paying'])
  await hands.passes(24 * HOUR_MS, leader)
  await hands.settleAll()
  expect(await hands.states(leader, ...others, unclear)).toEqual(['refunded', 'refunded', 'paying'])
  await hands.money.control('pay-fault', { clear: true })
  await world.db.manager.update(Payments, { id: unclear.paymentId }, { amountFen: 1790 })
  await hands.passes(HOUR_MS, leader)
  await hands.settleAll()
  expect(await hands.states(unclear)).toEqual(['refunded'])
  expect(await hands.stock(activityId)).toBe(50)
})

test('who comes second for the last seat opens no team when none may be opened any more', async () => {
  const activityId = await hands.activity(operator, {
    until: new Date(world.clock.now().getTime() + HOUR_MS).toISOString(),
  })
  const { scene } = await hands.missingOne(activityId)
  await hands.passes(HOUR_MS - MINUTE_MS)
  const [first, second] = [await hands.join(scene), await hands.join(scene, undefined, 'open')]
  await hands.pay(first)
  await hands.passes(2 * MINUTE_MS, second)
  await hands.pay(second)
  await hands.settleAll()
  expect(await hands.states(first, second)).toEqual(['won', 'refunded'])
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
  expect(await hands.states(late)).toEqual(['closed'])
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
  expect(new Set(await hands.states(...placed))).toEqual(new Set(['refunded']))
  expect((await world.db.manager.findOneByOrFail(Activities, { id: activityId })).stockLeft).toBe(50)
})

describe('a team that nobody completes', () => {
  test('fails at its end: everybody’s money goes back, one by one, and the pieces too', async () => {
    const activityId = await hands.activity(operator)
    const { leader, others } = await hands.missingOne(activityId, 3)
    await hands.passes(DAY_MS + MINUTE_MS, leader, ...others)
    await hands.settleAll()
    expect(await hands.team(leader.orderId)).toMatchObject({ state: 'failed' })
    expect(await hands.states(leader, ...others)).toEqual(['refunded', 'refunded'])
    expect(await hands.wantedBack(leader)).toEqual([[1790, 'done']])
    expect(await hands.stock(activityId)).toBe(50)
    const { order } = await leader.person.must('groupbuy.order', { orderId: leader.orderId })
    expect(order.words).toBe('人没凑齐，¥17.90 已原路退回')
  })

  test('one refund that fails holds up no other', async () => {
    const activityId = await hands.activity(operator)
    const { leader, others } = await hands.missingOne(activityId, 3)
    await hands.passes(DAY_MS + MINUTE_MS)
    await hands.money.control('refund-outcome', { next: true, status: 'ABNORMAL' })
    await hands.settleAll()
    expect((await hands.states(leader, ...others)).sort()).toEqual(['refunded', 'refunding'])
    await hands.passes(0, leader, ...others)
    const finance = await world.operator('finance')
    const { tasks } = await finance.must('payment.tasks', {})
    const mine = tasks.find((task) => [leader, ...others].some(({ paymentId }) => task.paymentId === paymentId))
    const settled = { refundId: mine?.refundId ?? '', amountSeenFen: 1790, why: '已现金退还' }
    await finance.must('payment.settleRefund', settled)
    await hands.settleAll()
    expect(await hands.states(leader, ...others)).toEqual(['refunded', 'refunded'])
    await hands.passes(0, leader, ...others)
    const told = [leader, ...others].map(({ person, orderId }) => person.must('groupbuy.order', { orderId }))
    const words = (await Promise.all(told)).map(({ order }) => order.words)
    expect(words.sort()).toEqual(['人没凑齐，¥17.90 已原路退回', '人没凑齐，¥17.90 门店已另行退给你'])
  })

  test('a payment of before the end counts, however late we hear of it; nobody decides before WeChat has spoken', async () => {
    const activityId = await hands.activity(operator)
    const { leader, scene } = await hands.missingOne(activityId)
    const { deadlineAt } = await hands.team(leader.orderId)
    world.clock.set(new Date((deadlineAt?.getTime() ?? 0) - 5 * MINUTE_MS))
    const joiner = await hands.join(scene)
    await hands.money.control('pay-fault', { on: 'push', trouble: 'drop', times: 3 })
    await hands.payAtSheet(joiner)
    await hands.passes(6 * MINUTE_MS, leader, joiner)
    await hands.settleAll()
    expect(await hands.states(leader, joiner)).toEqual(['won', 'won'])
    await hands.money.control('pay-fault', { clear: true })
  })

  test('an order that is not paid lets its piece go; paid after that the money comes back by itself', async () => {
    const activityId = await hands.activity(operator)
    const placed = await hands.open(activityId)
    await hands.passes(11 * MINUTE_MS, placed)
    await hands.settleAll()
    expect(await hands.states(placed)).toEqual(['closed'])
    expect(await hands.team(placed.orderId)).toMatchObject({ state: 'failed', seats: 0 })
    expect(await hands.stock(activityId)).toBe(50)
  })
})
