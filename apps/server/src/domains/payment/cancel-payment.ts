import { mayMove } from '@huitou/shared/payment/rules'
import type { Tx } from '#server/platform/db/tx'
import { lockPayment, markClosed } from './conclude'
import { Payments, type PaymentRow } from './entities'

/**
 * Asks for a payment to be closed. When WeChat was never asked it is closed at once; otherwise it is `closing` until WeChat has said
 * whether it was paid after all: then `payment.paid` or `payment.closed` is announced, never both. What is final stays as it is.
 */
export async function cancelPayment(tx: Tx, { paymentId, now }: { paymentId: string; now: Date }): Promise<PaymentRow> {
  const payment = await lockPayment(tx, paymentId)
  if (!mayMove(payment.state, 'closing')) return payment
  if (payment.orderedAt === null) await markClosed(tx, paymentId, now)
  else await tx.update(Payments, { id: paymentId }, { state: 'closing', dueAt: now, attempts: 0 })
  return lockPayment(tx, paymentId)
}
