import { mismatchOf } from '@huitou/shared/payment/rules'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Noticed } from '#server/platform/pay/notice'
import type { Pay } from '#server/platform/pay/pay'
import { Payments, Refunds, type RefundRow } from '../entities'
import { wantedAs } from '../order/ask'
import { Notices, type NoticeBody, type NoticeOutcome } from './entities'

type Facts = { kind: string; body: NoticeBody; outcome: NoticeOutcome | null }

type Payment = Extract<Noticed, { kind: 'payment' }>
type Refund = Extract<Noticed, { kind: 'refund' }>

/** A payment as told, beside the order that was wanted (R16). Who paid is compared and not kept. */
async function factsOfPayment(tx: Tx, pay: Pay, { order }: Payment): Promise<Facts> {
  const { openId: _, tradeState, appId, mchId, outTradeNo, transactionId, amountFen, paidAt } = order
  const payment = await tx.findOne(Payments, { where: { outTradeNo } })
  const mismatch = payment && mismatchOf(order, wantedAs(pay, payment))
  const nothing = { outRefundNo: null, refundId: null, refundStatus: null }
  const told = { appId, mchId, outTradeNo, transactionId, tradeState, amountFen, at: paidAt?.toISOString() ?? null }
  const outcome = payment ? (mismatch ? 'mismatch' : null) : 'unknown_order'
  return { kind: 'payment', body: { ...nothing, ...told, mismatch }, outcome }
}

/** A refund by its present number, or by one that WeChat closed before. */
async function refundUnder(tx: Tx, outTradeNo: string, outRefundNo: string): Promise<RefundRow | null> {
  const payment = await tx.findOne(Payments, { where: { outTradeNo } })
  const refunds = payment ? await tx.find(Refunds, { where: { paymentId: payment.id } }) : []
  return refunds.find((one) => [one.outRefundNo, ...one.earlierNumbers].includes(outRefundNo)) ?? null
}

async function factsOfRefund(tx: Tx, pay: Pay, { refund }: Refund): Promise<Facts> {
  const { mchId, outTradeNo, outRefundNo, refundId, status, amountFen, doneAt } = refund
  const known = await refundUnder(tx, outTradeNo, outRefundNo)
  const mismatch = mchId !== pay.mchId ? 'mchid' : known && known.amountFen !== amountFen ? 'amount' : null
  const nothing = { appId: null, transactionId: null, tradeState: null }
  const told = {
    mchId,
    outTradeNo,
    outRefundNo,
    refundId,
    refundStatus: status,
    amountFen,
    at: doneAt?.toISOString() ?? null,
  }
  const outcome = mismatch ? 'mismatch' : known ? null : 'unknown_refund'
  return { kind: 'refund', body: { ...nothing, ...told, mismatch }, outcome }
}

const OTHER: Facts = {
  kind: 'other',
  outcome: 'ignored',
  body: {
    ...{ appId: null, mchId: '', outTradeNo: '', outRefundNo: null, transactionId: null, tradeState: null },
    ...{ refundId: null, refundStatus: null, amountFen: 0, at: null, mismatch: null },
  },
}

/**
 * Keeps a verified notice, once by its id, before it is answered (R17). What fits is applied after the commit; what does not is shown to
 * a person.
 */
export async function keepNotice(
  tx: Tx,
  pay: Pay,
  { notifyId, noticed, now }: { notifyId: string; noticed: Noticed; now: Date },
) {
  if (await tx.existsBy(Notices, { notifyId })) return
  const { kind, body, outcome } =
    noticed.kind === 'payment'
      ? await factsOfPayment(tx, pay, noticed)
      : noticed.kind === 'refund'
        ? await factsOfRefund(tx, pay, noticed)
        : OTHER
  const { identifiers } = await tx.insert(Notices, {
    ...{ notifyId, kind, outTradeNo: body.outTradeNo, body, receivedAt: now, outcome },
    ...{ handledAt: outcome === null ? null : now, resolvedBy: null, resolvedWhy: null },
  })
  const noticeId = String(identifiers[0]?.['id'])
  if (outcome === null) await announce(tx, 'payment.noticed', { noticeId }, now)
  else if (outcome !== 'ignored') await announce(tx, 'payment.trouble', { noticeId, kind: outcome }, now)
}
