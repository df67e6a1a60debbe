import { randomInt, randomUUID } from 'node:crypto'
import { IsNull, Not } from 'typeorm'
import { deliverEvents } from '#server/platform/events/deliver'
import { Events } from '#server/platform/events/entities'
import { inTransaction } from '#server/platform/db/tx'
import { eventHandlers } from '#server/app'
import type { MemberClient } from '#test/people'
import { until } from '#test/until'
import type { World } from '#test/world'
import { Jobs } from '#server/platform/jobs/entities'
import { createPayment } from './create-payment'
import type { PaymentPurpose, RefundRow } from './entities'
import { paymentJobs } from './jobs'
import { paymentOf, type PaymentWithRefunds } from './queries'
import { requestRefund } from './request-refund'
import { settlePayments } from './settle'

/** Of no room: nobody listens for what becomes of these. */
export const PURPOSE = 'test' as PaymentPurpose

const HOUR_MS = 3_600_000

/** The server's own worker leaves payments to the test, which would else have to guess what is in whose hands. */
export async function leaveToTest({ db, clock }: World) {
  const held = { leaseUntil: new Date('2100-01-01T00:00:00.000Z'), leaseBy: 'test' }
  for (const { name } of paymentJobs) {
    const row = { name, dueAt: clock.now(), lastOkAt: null, lastError: null, ...held }
    await db.manager.upsert(Jobs, row, ['name'])
  }
}

export type Payer = { person: MemberClient; key: string; payment: PaymentWithRefunds }

/** Payments for tests: wanted as a room wants them, paid on the simulator's phone. */
export function paymentHands(world: World) {
  const control = async (door: string, body: object = {}) =>
    (await world.control(door, body)) as unknown as Record<string, unknown>

  async function wanted({ amountFen = 1990, lifeMs = HOUR_MS } = {}): Promise<Payer> {
    const key = randomUUID()
    const person = await world.member(key)
    const now = world.clock.now()
    const row = await inTransaction(world.db, (tx) =>
      createPayment(tx, {
        ...{ purpose: PURPOSE, subjectId: String(randomInt(1, 2 ** 40)), memberId: person.memberId, amountFen, now },
        ...{ description: '海盐卷四个', expiresAt: new Date(now.getTime() + lifeMs) },
      }),
    )
    return { person, key, payment: { ...row, refunds: [] } }
  }

  /** The sheet on the phone, with what the person decides. */
  async function atSheet({ person, key, payment }: Payer, decision: 'pay' | 'cancel' = 'pay') {
    const { params } = await person.must('payment.prepare', { paymentId: payment.id })
    return control('request-payment', { key, decision, ...params })
  }

  const look = async ({ payment }: Pick<Payer, 'payment'>): Promise<PaymentWithRefunds> => {
    const row = await paymentOf(world.db.manager, payment)
    if (!row) throw new Error('no payment')
    return row
  }

  /** What waits at WeChat happens, notices arrive, and what they bring is applied: also what the server's own worker has in hand. */
  async function arrive() {
    // Twice: what happened the first time is told the second time.
    for (let times = 0; times < 2; times += 1) await control('clock', { advanceMs: 0 })
    while ((await deliverEvents(world.db, eventHandlers, world.clock.now())).taken > 0);
    await until(async () => !(await world.db.manager.existsBy(Events, { nextAt: Not(IsNull()) })), 20)
  }

  const settle = async () => {
    while (await settlePayments(world.platform, world.clock.now()));
  }

  async function paid(options: Parameters<typeof wanted>[0] = {}): Promise<Payer> {
    const payer = await wanted(options)
    await atSheet(payer)
    await arrive()
    return { ...payer, payment: await look(payer) }
  }

  const askBack = ({ payment }: Payer, amountFen: number, sourceKey: string = randomUUID()): Promise<RefundRow> =>
    inTransaction(world.db, (tx) =>
      requestRefund(tx, { paymentId: payment.id, amountFen, reason: '不要了', sourceKey, now: world.clock.now() }),
    )

  const told = async (name: string, { payment }: Payer) =>
    (await world.db.manager.findBy(Events, { name })).filter(({ data }) => data['paymentId'] === payment.id)

  return { control, wanted, atSheet, look, arrive, settle, paid, askBack, told, ...thereIn(world) }
}

/** What WeChat has. */
const thereIn = ({ simulator }: World) => ({
  there({ payment }: Payer) {
    const order = simulator.world.pay?.orders.get(payment.outTradeNo)
    if (!order) throw new Error('WeChat has no such order')
    return order
  },
  refundsThere: ({ payment }: Payer) =>
    [...(simulator.world.pay?.refunds.values() ?? [])].filter(({ order }) => order.outTradeNo === payment.outTradeNo),
})
