import { In, Not } from 'typeorm'
import { nextPartAt, REFUND_GAP_MS, retryAt, type RefundTrouble } from '@huitou/shared/payment/rules'
import type { Tx } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Pay } from '#server/platform/pay/pay'
import { PayError, type PayErrorKind } from '#server/platform/pay/pay-error'
import { Refunds, type PaymentRow, type RefundRow } from '../entities'
import { concludeRefund, lockRefund, troubled } from './conclude-refund'

/** Longer than any answer takes; after a crash somebody else goes on then. */
export const LEASE_MS = 60_000

type Held = { payment: PaymentRow; refund: RefundRow }

/** When a part of this payment was last sent, but for this one. */
async function lastSentAt(tx: Tx, { id, paymentId }: RefundRow): Promise<Date | null> {
  const where = { paymentId, id: Not(id), state: In(['sent', 'done', 'failed']) }
  const others = await tx.find(Refunds, { where })
  const sent = others.flatMap(({ sentAt }) => (sentAt ? [sentAt.getTime()] : []))
  return sent.length === 0 ? null : new Date(Math.max(...sent))
}

/**
 * Takes a refund for this process and writes down that WeChat is asked, before it is. Null when another has it, when it is over, or
 * when WeChat wants more time between two parts.
 */
async function takeRefund(tx: Tx, refundId: string, now: Date): Promise<Held | null> {
  const { payment, refund } = await lockRefund(tx, refundId)
  const isHeld = refund.leaseUntil !== null && refund.leaseUntil > now
  if (refund.state === 'done' || refund.state === 'failed') {
    // Whatever made it due: one that is over takes no other's turn.
    await tx.update(Refunds, { id: refundId }, { dueAt: null })
    return null
  }
  if (isHeld) return null
  const mayGoAt = refund.acceptedAt === null ? nextPartAt(await lastSentAt(tx, refund), now) : now
  if (mayGoAt > now) {
    await tx.update(Refunds, { id: refundId }, { dueAt: mayGoAt })
    return null
  }
  const until = new Date(now.getTime() + LEASE_MS)
  const taken = { state: 'sent' as const, leaseUntil: until, dueAt: until, attempts: refund.attempts + 1 }
  const change = refund.acceptedAt === null ? { ...taken, sentAt: now } : taken
  await tx.update(Refunds, { id: refundId }, change)
  return { payment, refund: { ...refund, ...change } }
}

/** The same number and words at every try: WeChat does it once (R20). What it took already is only asked after. */
const askPay = (pay: Pay, { payment, refund }: Held) =>
  refund.acceptedAt === null
    ? pay.refund({
        ...{ outTradeNo: payment.outTradeNo, outRefundNo: refund.outRefundNo },
        ...{ amountFen: refund.amountFen, totalFen: payment.amountFen, reason: refund.reason },
      })
    : pay.queryRefund(refund.outRefundNo)

const TROUBLE_OF: Partial<Record<PayErrorKind, RefundTrouble>> = {
  not_enough: 'not_enough',
  refused: 'refused',
  not_found: 'refused',
  over: 'refused',
  misconfigured: 'refused',
}
/** After these WeChat has surely not done it. */
const NOT_DONE: PayErrorKind[] = ['not_enough', 'refused', 'not_found', 'frequency', 'misconfigured']

/** It is tried again, for ever: owed money stays owed. What a person can mend is shown to one. */
export async function putOffRefund(tx: Tx, refundId: string, error: unknown, now: Date) {
  const { refund } = await lockRefund(tx, refundId)
  if (refund.state === 'done' || refund.state === 'failed') return
  const kind = error instanceof PayError ? error.kind : null
  const isNew = refund.acceptedAt === null && kind !== null && NOT_DONE.includes(kind)
  const dueAt = kind === 'frequency' ? new Date(now.getTime() + REFUND_GAP_MS) : retryAt(refund.attempts, now)
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 300)
  await tx.update(Refunds, { id: refundId }, { leaseUntil: null, dueAt, lastError, ...(isNew && { state: 'wanted' }) })
  const trouble = kind === null ? undefined : TROUBLE_OF[kind]
  if (trouble) await troubled(tx, refund, trouble, now)
}

/** Does what is due about one refund: sends it, or asks what became of it. */
export async function sendRefund(unit: Unit, pay: Pay, refundId: string, now: Date) {
  const held = await unit((tx) => takeRefund(tx, refundId, now))
  if (!held) return
  const told = await askPay(pay, held)
  await unit((tx) => concludeRefund(tx, refundId, told, now))
}
