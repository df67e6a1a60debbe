import { randomInt } from 'node:crypto'
import { Events } from '#server/platform/events/entities'
import { inTransaction } from '#server/platform/db/tx'
import { stopWithPromisesKept } from '#test/promises'
import { until } from '#test/until'
import { startWorld, type World } from '#test/world'
import { cancelPayment } from './cancel-payment'
import { markPaid } from './conclude'
import { createPayment } from './create-payment'
import { paymentOf, paymentsOf } from './queries'
import { requestRefund } from './request-refund'
import { PURPOSE } from './test-payments'
import { paymentHands } from './test-payments'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => stopWithPromisesKept(world))

const HOUR_MS = 3_600_000

async function wanted(amountFen = 1990) {
  const { memberId } = await world.member()
  const now = world.clock.now()
  const payment = await inTransaction(world.db, (tx) =>
    createPayment(tx, {
      ...{ purpose: PURPOSE, subjectId: String(randomInt(1, 2 ** 40)), memberId, amountFen, now },
      description: '海盐卷四个',
      expiresAt: new Date(now.getTime() + HOUR_MS),
    }),
  )
  return { payment, memberId, now }
}

const told = async (name: string, paymentId: string) =>
  (await world.db.manager.findBy(Events, { name })).filter(({ data }) => data['paymentId'] === paymentId)

test('the same subject again is the same payment; for another sum it is a fault', async () => {
  const { payment, memberId, now } = await wanted()
  const { purpose, subjectId, description, expiresAt } = payment
  const again = { purpose, subjectId, memberId, description, expiresAt, now }
  const same = await inTransaction(world.db, (tx) => createPayment(tx, { ...again, amountFen: 1990 }))
  expect(same).toEqual(payment)
  const other = inTransaction(world.db, (tx) => createPayment(tx, { ...again, amountFen: 1 }))
  await expect(other).rejects.toThrow('another payment')
  expect(await paymentsOf(world.db.manager, PURPOSE, [subjectId])).toEqual([{ ...payment, refunds: [] }])
  expect(await paymentsOf(world.db.manager, PURPOSE, [])).toEqual([])
})

test('what WeChat never heard of is closed at once, and told once', async () => {
  const { payment, now } = await wanted()
  for (let times = 0; times < 2; times += 1) {
    const closed = await inTransaction(world.db, (tx) => cancelPayment(tx, { paymentId: payment.id, now }))
    expect(closed).toMatchObject({ state: 'closed', dueAt: null })
  }
  expect(await told('payment.closed', payment.id)).toHaveLength(1)
})

test('paid once, refunded in parts up to what was paid, the same cause once', async () => {
  const { payment, memberId, now } = await wanted()
  const ask = (amountFen: number, sourceKey: string) =>
    inTransaction(world.db, (tx) =>
      requestRefund(tx, { paymentId: payment.id, amountFen, reason: '不要了', sourceKey, now }),
    )
  await expect(ask(1, `early:${payment.id}`)).rejects.toMatchObject({ code: 'payment_not_paid' })
  const fact = { transactionId: `42${payment.id}`, paidAt: now }
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => inTransaction(world.db, (tx) => markPaid(tx, payment.id, fact, now))),
  )
  expect(outcomes.sort()).toEqual(['known', 'known', 'known', 'known', 'paid'])
  expect((await told('payment.paid', payment.id)).map(({ data }) => data)).toEqual([
    { paymentId: payment.id, purpose: 'test', subjectId: payment.subjectId, memberId, amountFen: 1990 },
  ])
  const first = await ask(990, `a:${payment.id}`)
  expect((await ask(990, `a:${payment.id}`)).id).toBe(first.id)
  await expect(ask(1001, `b:${payment.id}`)).rejects.toMatchObject({ code: 'refund_too_much' })
  const many = await Promise.allSettled([1, 2, 3, 4].map((part) => ask(500, `c${part}:${payment.id}`)))
  expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  const row = await paymentOf(world.db.manager, payment)
  expect(row).toMatchObject({ state: 'paid', refundedFen: 1990 })
  expect(row?.refunds.map(({ amountFen }) => amountFen)).toEqual([990, 500, 500])
})

test('money for what was closed goes back whole, and nobody is told that it was paid', async () => {
  const { payment, now } = await wanted()
  await inTransaction(world.db, (tx) => cancelPayment(tx, { paymentId: payment.id, now }))
  const fact = { transactionId: `43${payment.id}`, paidAt: now }
  expect(await inTransaction(world.db, (tx) => markPaid(tx, payment.id, fact, now))).toBe('late')
  const row = await paymentOf(world.db.manager, payment)
  expect(row).toMatchObject({ state: 'closed', late: true, refundedFen: 1990 })
  expect(row?.refunds).toMatchObject([{ state: 'wanted', amountFen: 1990, sourceKey: `late:${payment.id}` }])
  expect(await told('payment.paid', payment.id)).toEqual([])
})

test('the server’s own worker sends a refund within seconds, and follows it', async () => {
  const hands = paymentHands(world)
  const payer = await hands.paid()
  await hands.askBack(payer, 1990)
  await until(async () => hands.refundsThere(payer).length === 1)
  await until(async () => (await hands.look(payer)).refunds[0]?.state === 'done')
  expect(await hands.told('payment.refunded', payer)).toHaveLength(1)
})
