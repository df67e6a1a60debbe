import { judgeRefund } from '@huitou/shared/payment/rules'
import { randomCode } from '#server/platform/crypto/random'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found, mustBe } from '#server/platform/refused'
import { Payments, Refunds, type RefundRow } from './entities'

const REASON_MAX = 80

type Wanted = {
  paymentId: string
  amountFen: number
  /** What the member reads beside the money that comes back. */
  reason: string
  /** What the refund is for: the same again is the same refund. */
  sourceKey: string
  now: Date
}

/** A number that WeChat has not seen. */
export const newRefundNo = () => `hr${randomCode()}`

/**
 * Writes down that money of a payment goes back; a job sends it within seconds. Refuses `payment_not_paid`, `refund_too_much` and
 * `refund_parts`.
 */
export async function requestRefund(tx: Tx, wanted: Wanted): Promise<RefundRow> {
  const { paymentId, amountFen, sourceKey, now } = wanted
  const payment = found(await tx.findOne(Payments, { where: { id: paymentId }, ...forUpdate(tx) }))
  const known = await tx.findOne(Refunds, { where: { sourceKey } })
  if (known && (known.paymentId !== paymentId || known.amountFen !== amountFen))
    throw new Error(`${sourceKey} is another refund already`)
  if (known) return known
  const parts = await tx.countBy(Refunds, { paymentId })
  mustBe(judgeRefund({ ...payment, wasPaid: payment.transactionId !== null, parts }, amountFen))
  await tx.update(Payments, { id: paymentId }, { refundedFen: payment.refundedFen + amountFen })
  const { identifiers } = await tx.insert(Refunds, {
    ...{ paymentId, amountFen, sourceKey, outRefundNo: newRefundNo(), earlierNumbers: [], state: 'wanted' },
    reason: [...wanted.reason].slice(0, REASON_MAX).join(''),
    ...{ refundId: null, channel: null, wantedAt: now, sentAt: null, acceptedAt: null, doneAt: null },
    ...{
      dueAt: now,
      leaseUntil: null,
      attempts: 0,
      lastError: null,
      trouble: null,
      resolvedBy: null,
      resolvedWhy: null,
    },
  })
  return tx.findOneOrFail(Refunds, { where: { id: String(identifiers[0]?.['id']) } })
}
