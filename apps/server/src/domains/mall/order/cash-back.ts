import { cancelPayment } from '#server/domains/payment/cancel-payment'
import { paymentById } from '#server/domains/payment/queries'
import { requestRefund } from '#server/domains/payment/request-refund'
import type { Tx } from '#server/platform/db/tx'
import type { OrderRow } from '../entities'

/**
 * What happens to the money of an order that comes to nothing: paid, it goes back whole, once; not paid yet, WeChat is told to take none.
 * Should it be paid all the same, `orderPaid` sends it back.
 */
export async function giveCashBack(tx: Tx, { id, paymentId }: Pick<OrderRow, 'id' | 'paymentId'>, now: Date) {
  if (paymentId === null) return
  const { state, amountFen, refundedFen } = await paymentById(tx, paymentId)
  if (state !== 'paid') await cancelPayment(tx, { paymentId, now })
  else if (refundedFen < amountFen)
    await requestRefund(tx, {
      ...{ paymentId, amountFen: amountFen - refundedFen, sourceKey: `mall:${id}` },
      ...{ reason: '商城订单取消', now },
    })
}
