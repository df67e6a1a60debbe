import type { Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { markPaid } from '../conclude'
import { Payments, Refunds } from '../entities'
import { concludeRefund, type RefundTold } from '../refund/conclude-refund'
import { Notices, type NoticeBody, type NoticeOutcome, type NoticeRow } from './entities'

async function applyPayment(tx: Tx, { outTradeNo, body }: NoticeRow, now: Date): Promise<NoticeOutcome> {
  const { id } = found(await tx.findOne(Payments, { where: { outTradeNo } }))
  const paidAt = body.at === null ? now : new Date(body.at)
  return markPaid(tx, id, { transactionId: found(body.transactionId), paidAt }, now)
}

const toldIn = ({ refundStatus, outRefundNo, refundId, amountFen, at }: NoticeBody): RefundTold => ({
  ...{ status: found(refundStatus), outRefundNo: found(outRefundNo), refundId: found(refundId) },
  ...{ amountFen, doneAt: at === null ? null : new Date(at) },
})

async function applyRefund(tx: Tx, { body }: NoticeRow, now: Date): Promise<NoticeOutcome> {
  const told = toldIn(body)
  const refund = await tx.findOne(Refunds, { where: { outRefundNo: told.outRefundNo } })
  // Under its old number it was given up: the present one is what counts.
  if (!refund) return 'known'
  return (await concludeRefund(tx, refund.id, told, now)) ? 'refund_followed' : 'known'
}

/** What a kept notice changes, once. */
export async function applyNotice(tx: Tx, noticeId: string, now: Date) {
  const notice = found(await tx.findOne(Notices, { where: { id: noticeId } }))
  if (notice.handledAt !== null) return
  const outcome = notice.kind === 'payment' ? await applyPayment(tx, notice, now) : await applyRefund(tx, notice, now)
  await tx.update(Notices, { id: noticeId }, { handledAt: now, outcome })
}
