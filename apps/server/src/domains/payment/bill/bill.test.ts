import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { Payments } from '../entities'
import { leaveToTest, paymentHands } from '../test-payments'
import { beijingDayAt } from './beijing'
import { checkDueBills } from './check-due'
import { Bills } from './entities'

let world: World
let hands: ReturnType<typeof paymentHands>
beforeAll(async () => {
  world = await startWorld()
  await leaveToTest(world)
  hands = paymentHands(world)
})
afterAll(() => stopWithPromisesKept(world))

const DAY_MS = 86_400_000
const MORNING_MS = 3 * 3_600_000

/** Eleven in the morning of the next day, in Beijing. */
function toNextMorning() {
  const now = world.clock.now()
  const today = Math.floor((now.getTime() + 8 * 3_600_000) / DAY_MS) * DAY_MS - 8 * 3_600_000
  world.clock.set(new Date(today + DAY_MS + 8 * 3_600_000 + MORNING_MS))
}

/** At noon, so that nothing happens near to midnight. */
function toNoon() {
  toNextMorning()
  world.clock.advance(3_600_000)
  return beijingDayAt(world.clock.now())
}

test('a day that agrees: payments and refunds, fetched in the morning after, once', async () => {
  const day = toNoon()
  const [one, two] = [await hands.paid({ amountFen: 1990 }), await hands.paid({ amountFen: 1001 })]
  await hands.paid({ amountFen: 7 })
  await hands.askBack(one, 990)
  await hands.askBack(two, 1001)
  await hands.settle()
  const finance = await world.operator('finance')
  expect((await finance.call('payment.checkBill', { day })).code).toBe('bill_not_ready')
  toNextMorning()
  await checkDueBills(world.platform, world.clock.now())
  const expected = { day, state: 'equal', paidCount: 3, paidFen: 2998, refundCount: 2, refundFen: 1991 }
  const again = await world.operator('finance')
  const { rows } = await again.must('payment.bills', {})
  expect(rows.find((row) => row.day === day)).toMatchObject({ ...expected, differenceCount: 0, lastError: null })
  const before = await world.db.manager.count(Bills)
  await checkDueBills(world.platform, world.clock.now())
  expect(await world.db.manager.count(Bills)).toBe(before)
  await hands.arrive()
})

test('each way in which a day can differ is told, is a task, and goes when it agrees again', async () => {
  const day = toNoon()
  const [lost, ours, wrong, back] = [await hands.paid(), await hands.paid(), await hands.paid(), await hands.paid()]
  await hands.askBack(back, 500)
  await hands.settle()
  await hands.arrive()
  const pay = world.simulator.world.pay
  const [gone, changed] = [hands.there(ours), hands.there(wrong)]
  const [refund] = hands.refundsThere(back)
  if (!pay || !refund) throw new Error('no refund')
  // WeChat has other books: one payment and one refund less, another amount, and one that we do not know.
  pay.orders.delete(gone.outTradeNo)
  changed.total = 1
  pay.refunds.delete(refund.outRefundNo)
  pay.orders.set('stranger-1', { ...hands.there(lost), outTradeNo: 'stranger-1' })
  pay.refunds.set('stranger-r', { ...refund, outRefundNo: 'stranger-r', order: hands.there(lost) })
  toNextMorning()
  await checkDueBills(world.platform, world.clock.now())
  const finance = await world.operator('finance')
  const { bill } = await finance.must('payment.bill', { day })
  const kinds = bill.differences.map(({ kind, outTradeNo, oursFen, theirsFen }) => [
    kind,
    outTradeNo,
    oursFen,
    theirsFen,
  ])
  expect(kinds).toHaveLength(5)
  expect(kinds).toEqual(
    expect.arrayContaining([
      ['missing_there', gone.outTradeNo, 1990, null],
      ['amount', changed.outTradeNo, 1990, 1],
      ['missing_here', 'stranger-1', null, 1990],
      ['refund_missing_there', back.payment.outTradeNo, 500, null],
      ['refund_missing_here', lost.payment.outTradeNo, null, 500],
    ]),
  )
  const tasks = async () => (await finance.must('payment.tasks', {})).tasks.filter((one) => one.day === day)
  expect(await tasks()).toMatchObject([{ kind: 'bill_different' }])
  pay.orders.set(gone.outTradeNo, gone)
  changed.total = 1990
  pay.refunds.set(refund.outRefundNo, refund)
  pay.orders.delete('stranger-1')
  pay.refunds.delete('stranger-r')
  expect((await finance.must('payment.checkBill', { day })).bill).toMatchObject({ state: 'equal', differences: [] })
  expect(await tasks()).toEqual([])
})

test('paid there and unknown here, since no notice came and nobody looked: the bill finds it, and it is paid', async () => {
  toNoon()
  await hands.control('pay-fault', { on: 'push', trouble: 'drop', times: 100 })
  const payer = await hands.wanted({ lifeMs: 3 * DAY_MS })
  await hands.atSheet(payer)
  await world.db.manager.update(
    Payments,
    { id: payer.payment.id },
    { dueAt: new Date(world.clock.now().getTime() + 3 * DAY_MS) },
  )
  toNextMorning()
  await checkDueBills(world.platform, world.clock.now())
  await hands.settle()
  expect(await hands.look(payer)).toMatchObject({ state: 'paid' })
  await hands.control('pay-fault', { clear: true })
})

test('a bill that does not come is asked for again', async () => {
  const day = toNoon()
  toNextMorning()
  await hands.control('fault', { path: '/v3/bill/tradebill', status: 500 })
  await checkDueBills(world.platform, world.clock.now())
  const failed = await world.db.manager.findOneByOrFail(Bills, { day })
  expect(failed).toMatchObject({ state: 'wanted', attempts: 1 })
  world.clock.advance(6_000)
  await checkDueBills(world.platform, world.clock.now())
  expect(await world.db.manager.findOneByOrFail(Bills, { day })).toMatchObject({
    state: 'equal',
    paidCount: 0,
    attempts: 0,
  })
})

test('payment.find: by state, by day, by number; a viewer may look and not act', async () => {
  const payer = await hands.paid()
  const viewer = await world.operator('viewer')
  const byNumber = await viewer.must('payment.find', { outTradeNo: payer.payment.outTradeNo })
  expect(byNumber.rows).toMatchObject([{ id: payer.payment.id, state: 'paid', memberId: payer.person.memberId }])
  const day = beijingDayAt(world.clock.now())
  const today = await viewer.must('payment.find', { state: 'paid', day })
  expect(today.rows.map(({ id }) => id)).toContain(payer.payment.id)
  expect((await viewer.must('payment.find', { state: 'closing', day })).rows).toEqual([])
  expect((await viewer.call('payment.checkBill', { day })).code).toBe('not_allowed')
  expect((await viewer.call('payment.bill', { day: 20200101 })).code).toBe('not_found')
})
