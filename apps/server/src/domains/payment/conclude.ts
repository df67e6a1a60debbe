import { mayMove } from '@huitou/shared/payment/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { Payments, type PaymentRow } from './entities'
import { requestRefund } from './request-refund'

/** Locks a payment until the transaction ends. */
export const lockPayment = async (tx: Tx, id: string): Promise<PaymentRow> =>
  found(await tx.findOne(Payments, { where: { id }, ...forUpdate(tx) }))

const nothingDue = { dueAt: null, attempts: 0, lastError: null }

type Fact = { transactionId: string; paidAt: Date }

/** Money came for what was closed here: nobody is told that it was paid, and it goes back whole. */
async function payBackLate(tx: Tx, { id, amountFen }: PaymentRow, fact: Fact, now: Date) {
  await tx.update(Payments, { id }, { ...fact, late: true })
  const reason = '订单已关闭，付款退回'
  await requestRefund(tx, { paymentId: id, amountFen, reason, sourceKey: `late:${id}`, now })
}

/**
 * WeChat says that it was paid. Once, whoever says it and how often: a payment that was open is paid, one that was closed is late and
 * goes back.
 */
export async function markPaid(tx: Tx, paymentId: string, fact: Fact, now: Date): Promise<'paid' | 'late' | 'known'> {
  const payment = await lockPayment(tx, paymentId)
  if (payment.transactionId !== null) return 'known'
  if (!mayMove(payment.state, 'paid')) {
    await payBackLate(tx, payment, fact, now)
    return 'late'
  }
  await tx.update(Payments, { id: paymentId }, { ...fact, ...nothingDue, state: 'paid' })
  const { purpose, subjectId, memberId, amountFen } = payment
  await announce(tx, 'payment.paid', { paymentId, purpose, subjectId, memberId, amountFen }, now)
  return 'paid'
}

/** It cannot be paid any more: WeChat closed it, or was never asked. */
export async function markClosed(tx: Tx, paymentId: string, now: Date) {
  const { state, purpose, subjectId } = await lockPayment(tx, paymentId)
  if (!mayMove(state, 'closed')) return
  await tx.update(Payments, { id: paymentId }, { ...nothingDue, state: 'closed', closedAt: now })
  await announce(tx, 'payment.closed', { paymentId, purpose, subjectId }, now)
}
