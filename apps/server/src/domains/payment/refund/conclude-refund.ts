import { followAt, isLate, type RefundTrouble } from '@huitou/shared/payment/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { ToldRefund } from '#server/platform/pay/told'
import { found } from '#server/platform/refused'
import { lockPayment } from '../conclude'
import { Payments, Refunds, type PaymentRow, type RefundRow } from '../entities'

export type RefundTold = Pick<ToldRefund, 'status' | 'outRefundNo' | 'refundId' | 'amountFen' | 'doneAt'> &
  Partial<Pick<ToldRefund, 'channel' | 'acceptedAt'>>

/** A refund and its payment, locked in this order everywhere. */
export async function lockRefund(tx: Tx, refundId: string): Promise<{ payment: PaymentRow; refund: RefundRow }> {
  const { paymentId } = found(await tx.findOne(Refunds, { where: { id: refundId } }))
  const payment = await lockPayment(tx, paymentId)
  return { payment, refund: found(await tx.findOne(Refunds, { where: { id: refundId }, ...forUpdate(tx) })) }
}

/** Tells once that a person is needed. */
export async function troubled(tx: Tx, { id, trouble }: RefundRow, kind: RefundTrouble, now: Date) {
  if (trouble === kind) return
  await tx.update(Refunds, { id }, { trouble: kind })
  await announce(tx, 'payment.trouble', { refundId: id, kind }, now)
}

/** The money is back. */
export async function markRefunded(
  tx: Tx,
  { payment, refund }: { payment: PaymentRow; refund: RefundRow },
  facts: Partial<RefundRow>,
  now: Date,
) {
  const over = { dueAt: null, leaseUntil: null, lastError: null, attempts: 0, trouble: null }
  await tx.update(Refunds, { id: refund.id }, { ...over, ...facts, state: 'done' })
  const { id: paymentId, purpose, subjectId } = payment
  const { id: refundId, amountFen, sourceKey } = refund
  await announce(tx, 'payment.refunded', { refundId, paymentId, purpose, subjectId, amountFen, sourceKey }, now)
}

/** WeChat gave it up for good: its money counts as not gone back, and somebody must decide. */
async function markFailed(tx: Tx, { payment, refund }: { payment: PaymentRow; refund: RefundRow }, now: Date) {
  await tx.update(Refunds, { id: refund.id }, { state: 'failed', dueAt: null, acceptedAt: null, refundId: null })
  await tx.update(Payments, { id: payment.id }, { refundedFen: payment.refundedFen - refund.amountFen })
  await troubled(tx, refund, 'closed', now)
}

/** Writes down what WeChat says of a refund, once. Answers whether it changed anything. */
export async function concludeRefund(tx: Tx, refundId: string, told: RefundTold, now: Date): Promise<boolean> {
  const { payment, refund } = await lockRefund(tx, refundId)
  const isOver = refund.state === 'done' || refund.state === 'failed'
  // Of a number that WeChat closed before the present one nothing new can come.
  if (isOver || refund.outRefundNo !== told.outRefundNo) return false
  if (told.amountFen !== refund.amountFen) throw new Error(`WeChat tells a refund of ${told.amountFen} fen`)
  const known = {
    ...{ refundId: told.refundId, channel: told.channel ?? refund.channel },
    acceptedAt: refund.acceptedAt ?? told.acceptedAt ?? now,
  }
  if (told.status === 'SUCCESS') {
    await markRefunded(tx, { payment, refund }, { ...known, doneAt: told.doneAt ?? now }, now)
    return true
  }
  const looks = refund.acceptedAt === null ? 0 : refund.attempts
  const following = { ...known, state: 'sent' as const, leaseUntil: null, lastError: null, attempts: looks + 1 }
  await tx.update(Refunds, { id: refundId }, { ...following, dueAt: followAt(looks, now) })
  if (told.status === 'CLOSED') await markFailed(tx, { payment, refund }, now)
  else if (told.status === 'ABNORMAL') await troubled(tx, refund, 'abnormal', now)
  else if (isLate(refund.wantedAt, now)) await troubled(tx, refund, 'late', now)
  else await tx.update(Refunds, { id: refundId }, { trouble: null })
  return true
}
