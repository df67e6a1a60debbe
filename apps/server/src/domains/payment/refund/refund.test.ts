import fc from 'fast-check'
import { stopWithPromisesKept } from '#test/promises'
import { startWorld, type World } from '#test/world'
import { Refunds } from '../entities'
import { settlePayments } from '../settle'
import { leaveToTest, paymentHands, type Payer } from '../test-payments'

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

const REFUNDS = '/v3/refund/domestic/refunds'
const MINUTE_MS = 60_000

/** Sends what is due and lets WeChat work on it. */
async function round(waitMs = 6_000) {
  await hands.settle()
  world.clock.advance(waitMs)
  await hands.arrive()
  await hands.settle()
}

const refundsOf = async (payer: Payer) => (await hands.look(payer)).refunds
const onlyOf = async (payer: Payer) => {
  const [refund] = await refundsOf(payer)
  if (!refund) throw new Error('no refund')
  return refund
}
const sayNext = (status: string, afterMs = 1000) => hands.control('refund-outcome', { next: true, status, afterMs })
const taskOf = async (refundId: string) =>
  (await (await world.operator('finance')).must('payment.tasks', {})).tasks.find((one) => one.refundId === refundId)

test('sent once, followed to its end, told once with its cause', async () => {
  const payer = await hands.paid()
  const wanted = await hands.askBack(payer, 990, `team:${payer.payment.id}`)
  await round()
  expect(await onlyOf(payer)).toMatchObject({ state: 'done', trouble: null, dueAt: null, channel: 'ORIGINAL' })
  expect(hands.refundsThere(payer)).toMatchObject([{ outRefundNo: wanted.outRefundNo, amount: 990 }])
  const [told, ...more] = await hands.told('payment.refunded', payer)
  expect(more).toEqual([])
  expect(told?.data).toEqual({
    ...{ refundId: wanted.id, paymentId: payer.payment.id, purpose: 'test', subjectId: payer.payment.subjectId },
    ...{ amountFen: 990, sourceKey: `team:${payer.payment.id}` },
  })
  const { rows } = await payer.person.must('payment.mine', {})
  expect(rows[0]?.refunds).toMatchObject([{ words: '已退回 9.9 元，原路到账' }])
})

test('an answer lost after WeChat took it: the same number again, one refund', async () => {
  const payer = await hands.paid()
  await hands.askBack(payer, 1990)
  await hands.control('fault', { path: REFUNDS, drop: 'after' })
  await hands.settle()
  expect(await onlyOf(payer)).toMatchObject({ state: 'sent', acceptedAt: null, trouble: null, attempts: 1 })
  world.clock.advance(6_000)
  await round()
  expect(await onlyOf(payer)).toMatchObject({ state: 'done' })
  expect(hands.refundsThere(payer)).toHaveLength(1)
})

test('four workers at once send one refund; a worker that died after asking is followed by another', async () => {
  const payer = await hands.paid()
  const refund = await hands.askBack(payer, 1990)
  const now = world.clock.now()
  await Promise.all(Array.from({ length: 4 }, () => settlePayments(world.platform, now)))
  expect(hands.refundsThere(payer)).toHaveLength(1)

  const other = await hands.paid()
  const dead = await hands.askBack(other, 500)
  const until = new Date(world.clock.now().getTime() + MINUTE_MS)
  await world.db.manager.update(
    Refunds,
    { id: dead.id },
    { state: 'sent', sentAt: now, leaseUntil: until, dueAt: until },
  )
  await hands.settle()
  expect(hands.refundsThere(other)).toEqual([])
  world.clock.advance(MINUTE_MS + 1)
  await round()
  expect((await onlyOf(other)).state).toBe('done')
  expect((await onlyOf(payer)).id).toBe(refund.id)
  expect(hands.refundsThere(other)).toHaveLength(1)
})

test('parts of one payment go a minute apart, those of another are not held up', async () => {
  const payer = await hands.paid()
  const other = await hands.paid()
  for (const part of [1, 2, 3]) await hands.askBack(payer, part)
  await hands.askBack(other, 1)
  await hands.settle()
  expect(hands.refundsThere(payer)).toHaveLength(1)
  expect(hands.refundsThere(other)).toHaveLength(1)
  for (const count of [2, 3]) {
    world.clock.advance(61_001)
    await hands.settle()
    expect(hands.refundsThere(payer)).toHaveLength(count)
  }
  world.clock.advance(61_000)
  await round()
  expect((await refundsOf(payer)).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
})

test('an empty account: it waits, is shown with what to do, holds up no other, and goes by itself once there is money', async () => {
  const payer = await hands.paid()
  const other = await hands.paid()
  const refund = await hands.askBack(payer, 1990)
  await hands.control('pay-fault', { on: 'refund', trouble: 'not-enough', times: 1 })
  await hands.settle()
  await hands.askBack(other, 1990)
  await round(3_000)
  expect((await onlyOf(other)).state).toMatch(/sent|done/)
  expect(await onlyOf(payer)).toMatchObject({ state: 'wanted', trouble: 'not_enough' })
  expect(await taskOf(refund.id)).toMatchObject({ kind: 'refund_not_enough', amountFen: 1990 })
  world.clock.advance(6_000)
  await round()
  await round()
  expect(await onlyOf(payer)).toMatchObject({ state: 'done', trouble: null, outRefundNo: refund.outRefundNo })
  expect(await taskOf(refund.id)).toBeUndefined()
})

test('abnormal: a person is told once; retried it is asked about, never sent under another number', async () => {
  const payer = await hands.paid()
  await sayNext('ABNORMAL')
  const refund = await hands.askBack(payer, 1990)
  await round()
  expect(await onlyOf(payer)).toMatchObject({ state: 'sent', trouble: 'abnormal' })
  expect(await taskOf(refund.id)).toMatchObject({ kind: 'refund_abnormal' })
  const finance = await world.operator('finance')
  const again = await finance.must('payment.retryRefund', { refundId: refund.id })
  expect(again.refund).toMatchObject({ state: 'sent', trouble: 'abnormal', outRefundNo: refund.outRefundNo })
  expect(hands.refundsThere(payer)).toHaveLength(1)
  // Somebody mended it on the merchant platform.
  const there = hands.refundsThere(payer)[0]
  if (there) Object.assign(there, { status: 'SUCCESS', successMs: world.clock.now().getTime() })
  expect((await finance.must('payment.retryRefund', { refundId: refund.id })).refund).toMatchObject({
    state: 'done',
    trouble: null,
  })
  expect((await finance.call('payment.retryRefund', { refundId: refund.id })).code).toBe('refund_done')
  expect(await hands.told('payment.refunded', payer)).toHaveLength(1)
})

test('closed by WeChat: the money counts as not gone; retried it goes under a new number, linked to the old one', async () => {
  const payer = await hands.paid()
  await sayNext('CLOSED')
  const refund = await hands.askBack(payer, 1990)
  await round()
  expect(await hands.look(payer)).toMatchObject({ refundedFen: 0, refunds: [{ state: 'failed', trouble: 'closed' }] })
  world.clock.advance(MINUTE_MS)
  const finance = await world.operator('finance')
  const { refund: renewed } = await finance.must('payment.retryRefund', { refundId: refund.id })
  expect(renewed.earlierNumbers).toEqual([refund.outRefundNo])
  expect(renewed.outRefundNo).not.toBe(refund.outRefundNo)
  world.clock.advance(6_000)
  await round()
  expect(await hands.look(payer)).toMatchObject({ refundedFen: 1990, refunds: [{ state: 'done', id: refund.id }] })
  const [told] = await hands.told('payment.refunded', payer)
  expect(told?.data['sourceKey']).toBe(refund.sourceKey)
  const { refunds, notices, payment } = await finance.must('payment.show', { paymentId: payer.payment.id })
  expect(refunds).toHaveLength(1)
  expect(payment).toMatchObject({ state: 'paid', refundedFen: 1990 })
  expect(notices.map(({ kind }) => kind)).toEqual(['payment', 'refund', 'refund'])
})

test('paid back by hand: only after a second look, for the amount that was seen, by who may, on record', async () => {
  const payer = await hands.paid()
  await sayNext('ABNORMAL')
  const refund = await hands.askBack(payer, 1990)
  await round()
  const finance = await world.operator('finance')
  const input = { refundId: refund.id, amountSeenFen: 1990, why: '柜台退了现金' }
  expect((await (await world.operator('manager')).call('payment.settleRefund', input)).code).toBe('not_allowed')
  expect((await finance.call('payment.settleRefund', { ...input, amountSeenFen: 1 })).code).toBe('input_invalid')
  await hands.control('fault', { path: `${REFUNDS}/:outRefundNo`, status: 500 })
  expect((await finance.call('payment.settleRefund', input)).code).toBe('payment_unavailable')
  expect((await finance.must('payment.settleRefund', input)).refund).toMatchObject({
    state: 'done',
    resolvedWhy: '柜台退了现金',
  })
  expect((await finance.call('payment.settleRefund', input)).code).toBe('refund_done')
  expect(await hands.told('payment.refunded', payer)).toHaveLength(1)
  const { rows } = await payer.person.must('payment.mine', {})
  expect(rows[0]?.refunds).toMatchObject([{ words: '已退回 19.9 元，门店另行退给你' }])
  const acts = await world.db.query<{ action: string }[]>('SELECT action FROM audit WHERE operator_id = ?', [
    finance.operatorId,
  ])
  expect(acts.map(({ action }) => action)).toContain('payment.settleRefund')
})

test('while WeChat works on it, or has done it, nobody pays it back otherwise', async () => {
  const payer = await hands.paid()
  await sayNext('PROCESSING')
  const refund = await hands.askBack(payer, 1990)
  await round()
  const finance = await world.operator('finance')
  const input = { refundId: refund.id, amountSeenFen: 1990, why: '柜台退了现金' }
  expect((await finance.call('payment.settleRefund', input)).code).toBe('refund_running')
  const there = hands.refundsThere(payer)[0]
  if (there) Object.assign(there, { status: 'SUCCESS', successMs: world.clock.now().getTime() })
  expect((await finance.call('payment.settleRefund', input)).code).toBe('refund_done')
  expect(await onlyOf(payer)).toMatchObject({ state: 'done', resolvedBy: null })
})

test('worked on for more than a day: shown', async () => {
  const payer = await hands.paid()
  await sayNext('PROCESSING')
  const refund = await hands.askBack(payer, 1990)
  await round()
  world.clock.advance(25 * 60 * MINUTE_MS)
  await hands.settle()
  expect(await taskOf(refund.id)).toMatchObject({ kind: 'refund_late' })
})

test('whatever is asked back in whatever parts and whatever trouble, WeChat never gives back more than was paid', async () => {
  const part = fc.record({
    amountFen: fc.integer({ min: 1, max: 1200 }),
    trouble: fc.constantFrom('none', 'drop', 'empty'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 5 }), async (parts) => {
      const payer = await hands.paid()
      for (const { amountFen, trouble } of parts) {
        if (trouble === 'drop') await hands.control('fault', { path: REFUNDS, drop: 'after' })
        if (trouble === 'empty') await hands.control('pay-fault', { on: 'refund', trouble: 'not-enough', times: 1 })
        await hands.askBack(payer, amountFen).catch((error: { code?: string }) => {
          if (error.code !== 'refund_too_much') throw error
        })
        await round(MINUTE_MS + 1_001)
      }
      await hands.control('fault', { clear: true })
      await hands.control('pay-fault', { clear: true })
      for (let times = 0; times < 8; times += 1) await round(2 * MINUTE_MS)
      const { refundedFen, refunds } = await hands.look(payer)
      const there = hands.refundsThere(payer).reduce((sum, { amount }) => sum + amount, 0)
      expect(there).toBe(refundedFen)
      expect(there).toBeLessThanOrEqual(1990)
      expect(new Set(refunds.map(({ state }) => state))).toEqual(new Set(refunds.length === 0 ? [] : ['done']))
    }),
    { numRuns: 8 },
  )
})
