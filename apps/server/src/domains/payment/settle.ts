import { IsNull, LessThanOrEqual } from 'typeorm'
import { inTransaction } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Pay } from '#server/platform/pay/pay'
import { PayError } from '#server/platform/pay/pay-error'
import type { Platform } from '#server/platform/platform'
import { cancelPayment } from './cancel-payment'
import { Payments, Refunds, type PaymentRow } from './entities'
import { putOffOrder, settleOrder } from './order/settle-order'
import { LEASE_MS, putOffRefund, sendRefund } from './refund/send'

const TOGETHER = 10

/** Runs one thing; its failure is written down for it and holds up no other. */
async function alone(
  platform: Platform,
  what: object,
  work: () => Promise<void>,
  putOff: (error: unknown) => Promise<void>,
) {
  try {
    await work()
  } catch (error) {
    const isExpected = error instanceof PayError
    platform.log[isExpected ? 'warn' : 'error']({ err: error, ...what }, 'a payment could not be settled')
    await putOff(error)
  }
}

/** Takes what is due for this process: another one sees it due again a minute later, also after a crash. */
async function takeOrders({ db }: Platform, now: Date): Promise<PaymentRow[]> {
  const due = await db.manager.find(Payments, {
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  const mine: PaymentRow[] = []
  const later = new Date(now.getTime() + LEASE_MS)
  for (const row of due) {
    const { affected } = await db.manager.update(Payments, { id: row.id, dueAt: row.dueAt ?? now }, { dueAt: later })
    if (affected === 1) mine.push(row)
  }
  return mine
}

async function settleOrders(platform: Platform, unit: Unit, pay: Pay, now: Date) {
  const mine = await takeOrders(platform, now)
  await Promise.all(
    mine.map((payment) =>
      alone(
        platform,
        { paymentId: payment.id },
        () => settleOrder(unit, pay, payment, now),
        (error) => putOffOrder(unit, payment, error, now),
      ),
    ),
  )
  return mine.length === TOGETHER
}

async function settleRefunds(platform: Platform, unit: Unit, pay: Pay, now: Date) {
  const due = await platform.db.manager.find(Refunds, {
    where: { dueAt: LessThanOrEqual(now) },
    order: { dueAt: 'ASC', id: 'ASC' },
    take: TOGETHER,
  })
  await Promise.all(
    due.map(({ id }) =>
      alone(
        platform,
        { refundId: id },
        () => sendRefund(unit, pay, id, now),
        (error) => unit((tx) => putOffRefund(tx, id, error, now)),
      ),
    ),
  )
  return due.length === TOGETHER
}

/** In a shop whose merchant is gone: what WeChat never heard of ends all the same. The rest waits for the merchant. */
async function closeUnordered({ db }: Platform, now: Date): Promise<boolean> {
  const where = { dueAt: LessThanOrEqual(now), orderedAt: IsNull(), state: 'created' as const }
  const due = await db.manager.find(Payments, { where, order: { dueAt: 'ASC', id: 'ASC' }, take: TOGETHER })
  for (const { id: paymentId } of due) await inTransaction(db, (tx) => cancelPayment(tx, { paymentId, now }))
  return due.length === TOGETHER
}

/**
 * Finishes with WeChat what rooms wanted and time brings: unpaid orders end, what is not wanted any more is closed, refunds are sent and
 * followed to their end. Answers whether more is due.
 */
export async function settlePayments(platform: Platform, now: Date): Promise<boolean> {
  const { pay, db } = platform
  if (!pay) return closeUnordered(platform, now)
  const unit: Unit = (work) => inTransaction(db, work)
  const moreOrders = await settleOrders(platform, unit, pay, now)
  const moreRefunds = await settleRefunds(platform, unit, pay, now)
  return moreOrders || moreRefunds
}
