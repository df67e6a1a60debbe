import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { cancelPayment } from './cancel-payment'
import { Payments } from './entities'
import { settlePayments } from './settle'
import { leaveToTest, paymentHands, type Payer } from './test-payments'

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
  await hands.control('pay-fault', { clear: true })
})

const HOUR_MS = 3_600_000
const JSAPI = '/v3/pay/transactions/jsapi'
const CLOSE = '/v3/pay/transactions/out-trade-no/:outTradeNo/close'
const QUERY = '/v3/pay/transactions/out-trade-no/:outTradeNo'

const cancel = ({ payment }: Payer) =>
  inTransaction(world.db, (tx) => cancelPayment(tx, { paymentId: payment.id, now: world.clock.now() }))
const resultOf = ({ person, payment }: Payer) => person.must('payment.result', { paymentId: payment.id })

describe('paying', () => {
  test('prepared, paid at the sheet, told by a notice, once; the member reads it', async () => {
    const payer = await hands.wanted()
    expect(await hands.atSheet(payer)).toMatchObject({ errMsg: 'requestPayment:ok' })
    await hands.arrive()
    const row = await hands.look(payer)
    expect(row).toMatchObject({
      state: 'paid',
      late: false,
      dueAt: null,
      transactionId: expect.stringMatching(/^4200/) as string,
    })
    expect((await hands.told('payment.paid', payer)).map(({ data }) => data)).toEqual([
      {
        ...{ paymentId: row.id, purpose: 'test', subjectId: row.subjectId },
        ...{ memberId: payer.person.memberId, amountFen: 1990 },
      },
    ])
    expect(await resultOf(payer)).toEqual({ state: 'paid', amountFen: 1990, paidAt: row.paidAt?.toISOString() })
    const { rows } = await payer.person.must('payment.mine', {})
    expect(rows).toMatchObject([{ id: row.id, words: '已付 19.9 元', refunds: [] }])
    expect((await payer.person.call('payment.prepare', { paymentId: row.id })).code).toBe('payment_paid')
  })

  test('what WeChat gave is given again while it holds, and asked for anew with the same words after that', async () => {
    const payer = await hands.wanted({ lifeMs: 5 * HOUR_MS })
    const ask = async () => (await payer.person.must('payment.prepare', { paymentId: payer.payment.id })).params.package
    const first = await ask()
    expect(await ask()).toBe(first)
    world.clock.advance(1.95 * HOUR_MS)
    await payer.person.relogin()
    // Within the margin WeChat still gives the same one.
    expect(await ask()).toBe(first)
    world.clock.advance(0.1 * HOUR_MS)
    await payer.person.relogin()
    const second = await ask()
    expect(second).not.toBe(first)
    expect(await hands.atSheet(payer)).toMatchObject({ errMsg: 'requestPayment:ok' })
  })

  test('closing the sheet changes nothing; another member’s payment is not found', async () => {
    const payer = await hands.wanted()
    expect(await hands.atSheet(payer, 'cancel')).toMatchObject({ errMsg: 'requestPayment:fail cancel' })
    expect(await resultOf(payer)).toEqual({ state: 'waiting', amountFen: 1990, paidAt: null })
    const other = await world.member()
    const asked = { paymentId: payer.payment.id }
    expect((await other.call('payment.prepare', asked)).code).toBe('not_found')
    expect((await other.call('payment.result', asked)).code).toBe('not_found')
    expect((await other.must('payment.mine', {})).rows).toEqual([])
  })

  test('many taps at once are one order', async () => {
    const payer = await hands.wanted()
    const asked = Array.from({ length: 5 }, () => payer.person.must('payment.prepare', { paymentId: payer.payment.id }))
    const packages = (await Promise.all(asked)).map(({ params }) => params.package)
    expect(new Set(packages).size).toBe(1)
  })

  test('a lost answer: nothing is charged, and the next try is the same order', async () => {
    const payer = await hands.wanted()
    await hands.control('fault', { path: JSAPI, drop: 'after' })
    const asked = { paymentId: payer.payment.id }
    expect(await payer.person.call('payment.prepare', asked)).toMatchObject({
      status: 503,
      code: 'payment_unavailable',
    })
    expect(hands.there(payer).total).toBe(1990)
    expect(await hands.atSheet(payer)).toMatchObject({ errMsg: 'requestPayment:ok' })
  })

  test('an answer that WeChat did not sign is none', async () => {
    for (const trouble of ['wrong-serial', 'forged', 'signtest']) {
      const payer = await hands.wanted()
      await hands.control('pay-fault', { on: 'answer', trouble })
      const asked = await payer.person.call('payment.prepare', { paymentId: payer.payment.id })
      expect([trouble, asked.code]).toEqual([trouble, 'payment_unavailable'])
    }
  })

  test('paid, and no notice came: the page learns it by asking, the job by looking', async () => {
    await hands.control('pay-fault', { on: 'push', trouble: 'drop', times: 100 })
    const [one, two] = [await hands.wanted(), await hands.wanted()]
    await hands.atSheet(one)
    await hands.atSheet(two)
    expect(await resultOf(one)).toMatchObject({ state: 'paid' })
    expect(await hands.told('payment.paid', one)).toHaveLength(1)
    world.clock.advance(31_000)
    await hands.settle()
    expect(await hands.look(two)).toMatchObject({ state: 'paid', attempts: 0 })
    expect(await hands.told('payment.paid', two)).toHaveLength(1)
  })

  test('while WeChat does not answer, a payment waits', async () => {
    const payer = await hands.wanted()
    await hands.atSheet(payer, 'cancel')
    await hands.control('fault', { path: QUERY, status: 500 })
    expect(await resultOf(payer)).toMatchObject({ state: 'waiting' })
  })
})

describe('closing', () => {
  test('not paid in time, it is asked about, closed at WeChat and here, and told once', async () => {
    const payer = await hands.wanted({ lifeMs: 5 * 60_000 })
    await hands.atSheet(payer, 'cancel')
    world.clock.advance(5 * 60_000 + 1)
    await hands.settle()
    expect(await hands.look(payer)).toMatchObject({ state: 'closed', dueAt: null })
    expect(hands.there(payer).closedMs).not.toBeNull()
    expect(await hands.told('payment.closed', payer)).toHaveLength(1)
    expect(await resultOf(payer)).toMatchObject({ state: 'closed' })
    expect((await payer.person.call('payment.prepare', { paymentId: payer.payment.id })).code).toBe('payment_closed')
  })

  test('paid at the last moment it is paid, not closed', async () => {
    await hands.control('pay-fault', { on: 'push', trouble: 'drop', times: 100 })
    const payer = await hands.wanted()
    await hands.atSheet(payer)
    expect(await cancel(payer)).toMatchObject({ state: 'closing' })
    await hands.settle()
    expect(await hands.look(payer)).toMatchObject({ state: 'paid' })
    expect(await hands.told('payment.paid', payer)).toHaveLength(1)
    expect(await hands.told('payment.closed', payer)).toEqual([])
    expect(await cancel(payer)).toMatchObject({ state: 'paid' })
  })

  test('the payment arrives between the question and the closing', async () => {
    const payer = await hands.wanted()
    await hands.atSheet(payer, 'cancel')
    const order = hands.there(payer)
    await cancel(payer)
    await hands.control('fault', { path: CLOSE, delayMs: 300 })
    const settling = hands.settle()
    // The question was answered with NOTPAY; the request to close is on its way.
    await until(async () => world.simulator.world.faults.length === 0)
    await hands.control('pay', { outTradeNo: payer.payment.outTradeNo, key: payer.key })
    await settling
    expect(order.closedMs).toBeNull()
    expect(await hands.look(payer)).toMatchObject({ state: 'paid' })
  })

  test('paid after it was closed: late, told to nobody, and back by itself', async () => {
    const payer = await hands.wanted()
    await hands.atSheet(payer, 'cancel')
    await cancel(payer)
    await hands.settle()
    expect(await hands.look(payer)).toMatchObject({ state: 'closed' })
    // WeChat lets nobody pay a closed order; that it happens all the same is what this is about.
    hands.there(payer).closedMs = null
    await hands.control('pay', { outTradeNo: payer.payment.outTradeNo, key: payer.key })
    await hands.arrive()
    expect(await hands.look(payer)).toMatchObject({ state: 'closed', late: true, refundedFen: 1990 })
    await hands.settle()
    world.clock.advance(6_000)
    await hands.arrive()
    await hands.settle()
    const row = await hands.look(payer)
    expect(row.refunds).toMatchObject([{ state: 'done', amountFen: 1990 }])
    expect(await hands.told('payment.paid', payer)).toEqual([])
    const { rows } = await payer.person.must('payment.mine', {})
    expect(rows[0]).toMatchObject({
      words: '付款时订单已关闭，19.9 元原路退回',
      refunds: [{ words: '已退回 19.9 元，原路到账' }],
    })
  })

  test('while WeChat is away it stays closing, and ends when WeChat is back; two workers close it once', async () => {
    const payer = await hands.wanted()
    await hands.atSheet(payer, 'cancel')
    await cancel(payer)
    await hands.control('fault', { path: QUERY, status: 500, times: 1 })
    await hands.settle()
    const row = await hands.look(payer)
    expect(row).toMatchObject({ state: 'closing', attempts: 1 })
    expect(row.lastError).toContain('WeChat is busy')
    world.clock.advance(6_000)
    const now = world.clock.now()
    await Promise.all(Array.from({ length: 3 }, () => settlePayments(world.platform, now)))
    expect(await hands.look(payer)).toMatchObject({ state: 'closed' })
    expect(await hands.told('payment.closed', payer)).toHaveLength(1)
  })
})

test('what is due is found by its index', async () => {
  const sql = "SELECT id FROM payment WHERE due_at <= '2020-01-01' ORDER BY due_at, id LIMIT 10"
  const sqlite = world.db.options.type === 'better-sqlite3'
  const plan = JSON.stringify(await world.db.query(sqlite ? `EXPLAIN QUERY PLAN ${sql}` : `EXPLAIN ${sql}`))
  expect(plan).toContain('ix_payment_due_at_id')
  expect(await world.db.manager.count(Payments)).toBeGreaterThan(0)
})

test('a shop without a merchant takes no payments', async () => {
  const poor = await startWorld({}, null)
  const person = await poor.member()
  expect((await person.call('payment.prepare', { paymentId: '1' })).code).toBe('payment_off')
  const answer = await fetch(`${poor.url}/wechat/pay/notify`, { method: 'POST', body: '{}' })
  expect([answer.status, await answer.json()]).toEqual([404, { code: 'FAIL', message: 'no merchant here' }])
  // Wanted while there was one: it ends in its time.
  await leaveToTest(poor)
  const there = paymentHands(poor)
  const payer = await there.wanted({ lifeMs: 60_000 })
  poor.clock.advance(60_001)
  await there.settle()
  expect(await there.look(payer)).toMatchObject({ state: 'closed' })
  await stopWithPromisesKept(poor)
})
