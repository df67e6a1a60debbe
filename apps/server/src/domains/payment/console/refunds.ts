import { judgeRefund } from '@huitou/shared/payment/rules'
import { audit, auditedAs } from '#server/platform/audit/audit'
import type { Tx } from '#server/platform/db/tx'
import type { Call, Unit } from '#server/platform/http/call'
import type { Pay } from '#server/platform/pay/pay'
import type { ToldRefund } from '#server/platform/pay/told'
import { PayError } from '#server/platform/pay/pay-error'
import type { Platform } from '#server/platform/platform'
import { Refused, found, invalid, mustBe } from '#server/platform/refused'
import { mustTakePayments } from '../create-payment'
import { Payments, Refunds, type PaymentRow, type RefundRow } from '../entities'
import { concludeRefund, lockRefund, markRefunded } from '../refund/conclude-refund'
import { putOffRefund, sendRefund } from '../refund/send'
import { newRefundNo } from '../request-refund'

type Asked = Call<'payment.retryRefund'> | Call<'payment.settleRefund'>

/** Null when WeChat never took it. */
async function askWeChat(pay: Pay, { outRefundNo }: RefundRow): Promise<ToldRefund | null> {
  try {
    return await pay.queryRefund(outRefundNo)
  } catch (error) {
    if (!(error instanceof PayError)) throw error
    if (error.kind === 'not_found') return null
    throw new Refused('payment_unavailable', { cause: error, retryAfterSeconds: 10 })
  }
}

const record = async (tx: Tx, { actor, input, now, requestId, device }: Asked, action: string) => {
  const who = auditedAs(actor)
  if (who) await audit(tx, { ...who, at: now, action, input, requestId, device })
}

/** Not while a request is on its way: what it brings is not known yet. */
function mustBeFree({ state, leaseUntil }: RefundRow, now: Date) {
  if (state === 'done') throw new Refused('refund_done')
  if (leaseUntil !== null && leaseUntil > now) throw new Refused('refund_running')
}

async function refundOf(unit: Unit, refundId: string, now: Date) {
  const refund = await unit(async (tx) => found(await tx.findOne(Refunds, { where: { id: refundId } })))
  mustBeFree(refund, now)
  return refund
}

/** Its money counts as going back again. */
async function countAgain(tx: Tx, { payment, refund }: { payment: PaymentRow; refund: RefundRow }) {
  mustBe(judgeRefund({ ...payment, wasPaid: true, parts: 0 }, refund.amountFen))
  await tx.update(Payments, { id: payment.id }, { refundedFen: payment.refundedFen + refund.amountFen })
}

/** WeChat has closed the number for good, and may have forgotten it since: only then a new one cannot pay twice. */
async function renew(tx: Tx, held: { payment: PaymentRow; refund: RefundRow }, now: Date) {
  const { refund } = held
  await countAgain(tx, held)
  const number = { outRefundNo: newRefundNo(), earlierNumbers: [...refund.earlierNumbers, refund.outRefundNo] }
  const again = { state: 'wanted' as const, sentAt: null, trouble: null, attempts: 0, lastError: null, dueAt: now }
  await tx.update(Refunds, { id: refund.id }, { ...number, ...again })
}

async function wantAgain(tx: Tx, call: Call<'payment.retryRefund'>, told: ToldRefund | null) {
  const { input, now } = call
  await record(tx, call, 'payment.retryRefund')
  if (told) await concludeRefund(tx, input.refundId, told, now)
  const held = await lockRefund(tx, input.refundId)
  if (told?.outRefundNo !== undefined && told.outRefundNo !== held.refund.outRefundNo) return
  const isClosedThere = told === null || told.status === 'CLOSED'
  if (held.refund.state === 'failed' && isClosedThere) await renew(tx, held, now)
  else if (!told && held.refund.state !== 'done') await tx.update(Refunds, { id: held.refund.id }, { dueAt: now })
}

async function sendNow(platform: Platform, unit: Unit, pay: Pay, refundId: string, now: Date) {
  try {
    await sendRefund(unit, pay, refundId, now)
  } catch (error) {
    platform.log.warn({ err: error, refundId }, 'a refund was sent again and not taken')
    await unit((tx) => putOffRefund(tx, refundId, error, now))
  }
}

/** Asks WeChat first, and sends only what it does not have or has closed. */
export async function retryRefund(platform: Platform, unit: Unit, call: Call<'payment.retryRefund'>) {
  const { input, now } = call
  const pay = mustTakePayments(platform)
  const told = await askWeChat(pay, await refundOf(unit, input.refundId, now))
  await unit((tx) => wantAgain(tx, call, told))
  const isOurs = told === null || told.status === 'CLOSED'
  if (isOurs) await sendNow(platform, unit, pay, input.refundId, now)
}

function mustBeNotPaidBack(told: ToldRefund | null) {
  if (told?.status === 'SUCCESS') throw new Refused('refund_done')
  if (told?.status === 'PROCESSING') throw new Refused('refund_running')
}

/** `seen`: the refund as it was before WeChat was asked. */
async function settle(tx: Tx, call: Call<'payment.settleRefund'>, seen: RefundRow, told: ToldRefund | null) {
  const { actor, input, now } = call
  const held = await lockRefund(tx, input.refundId)
  mustBeFree(held.refund, now)
  if (told && told.outRefundNo !== held.refund.outRefundNo) throw new Refused('refund_running')
  // WeChat had not heard of it; since then it was sent, and the money may be on its way.
  if (!told && held.refund.attempts !== seen.attempts) throw new Refused('refund_running')
  if (held.refund.state === 'failed') await countAgain(tx, held)
  const byHand = { channel: 'by_hand', resolvedBy: actor.operatorId, resolvedWhy: input.why, doneAt: now }
  await markRefunded(tx, held, byHand, now)
  await record(tx, call, 'payment.settleRefund')
}

/** Paid back otherwise: only when WeChat, asked once more, has not done it and will not. */
export async function settleRefund(platform: Platform, unit: Unit, call: Call<'payment.settleRefund'>) {
  const { input, now } = call
  const pay = mustTakePayments(platform)
  const refund = await refundOf(unit, input.refundId, now)
  if (refund.amountFen !== input.amountSeenFen) throw invalid('amountSeenFen', 'not the amount of this refund')
  const told = await askWeChat(pay, refund)
  if (told) await unit((tx) => concludeRefund(tx, refund.id, told, now))
  mustBeNotPaidBack(told)
  await unit((tx) => settle(tx, call, refund, told))
}
