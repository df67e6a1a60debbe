import { nextLookAt, ORDER_AHEAD_MS, prepayEndsAt, prepayHolds } from '@huitou/shared/payment/rules'
import type { Tx } from '#server/platform/db/tx'
import type { Unit } from '#server/platform/http/call'
import type { Pay, PaymentParams } from '#server/platform/pay/pay'
import { PayError } from '#server/platform/pay/pay-error'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { lockPayment, markClosed } from '../conclude'
import { mustTakePayments } from '../create-payment'
import { Payments, type PaymentRow } from '../entities'
import { askStanding } from './ask'

type Asking = { paymentId: string; memberId: string; now: Date }

function mustBePayable({ state, expiresAt }: PaymentRow, now: Date) {
  if (state === 'paid') throw new Refused('payment_paid')
  if ((state !== 'created' && state !== 'prepared') || expiresAt <= now) throw new Refused('payment_closed')
}

/** Before WeChat is asked it is written down that it may know of the order, and as what. */
async function intend(tx: Tx, pay: Pay, { paymentId, memberId, now }: Asking): Promise<PaymentRow> {
  const payment = await lockPayment(tx, paymentId)
  if (payment.memberId !== memberId) throw new Refused('not_found')
  mustBePayable(payment, now)
  if (payment.orderedAt !== null) return payment
  // WeChat takes no order that ends so soon.
  if (payment.expiresAt.getTime() - now.getTime() < ORDER_AHEAD_MS) throw new Refused('payment_closed')
  const intent = { orderedAt: now, notifyUrl: pay.notifyUrl }
  await tx.update(Payments, { id: paymentId }, intent)
  return { ...payment, ...intent }
}

/** It is paid or closed at WeChat: here it becomes so, and the member is told which. */
async function refuseOver(unit: Unit, pay: Pay, payment: PaymentRow, now: Date): Promise<never> {
  if ((await askStanding(unit, pay, payment, now)) === 'paid') throw new Refused('payment_paid')
  await unit((tx) => markClosed(tx, payment.id, now))
  throw new Refused('payment_closed')
}

async function orderAt(platform: Platform, unit: Unit, pay: Pay, payment: PaymentRow, now: Date): Promise<string> {
  const { outTradeNo, description, amountFen, openId, expiresAt, notifyUrl } = payment
  try {
    const wanted = { outTradeNo, description, amountFen, openId: found(openId), expiresAt, notifyUrl: found(notifyUrl) }
    return (await pay.order(wanted)).prepayId
  } catch (error) {
    if (!(error instanceof PayError)) throw error
    if (error.kind === 'over') return refuseOver(unit, pay, payment, now)
    platform.log.error({ err: error, paymentId: payment.id }, 'WeChat Pay took no order')
    throw new Refused('payment_unavailable', { cause: error, retryAfterSeconds: 5 })
  }
}

/**
 * Until when it can be paid with. The same order asked for once more gets the same answer, which is no younger for that; when the first
 * answer was lost, this may be that one.
 */
function endOf({ prepayId: before, prepayEndsAt: endsBefore, orderedAt }: PaymentRow, prepayId: string, now: Date) {
  if (before === prepayId && endsBefore !== null) return endsBefore
  const first = prepayEndsAt(orderedAt ?? now)
  return before === null && first > now ? first : prepayEndsAt(now)
}

/** A payment that was closed while WeChat was asked stays closed: what WeChat answered is shown to nobody. */
async function keepPrepay(tx: Tx, paymentId: string, prepayId: string, now: Date) {
  const payment = await lockPayment(tx, paymentId)
  mustBePayable(payment, now)
  const endsAt = endOf(payment, prepayId, now)
  const change = { state: 'prepared' as const, prepayId, prepayEndsAt: endsAt, attempts: 0, lastError: null }
  await tx.update(Payments, { id: paymentId }, { ...change, dueAt: nextLookAt(0, now, payment.expiresAt) })
}

/**
 * What the phone needs to let the member pay: ordered at WeChat the first time, the same again while it holds, ordered again with the same
 * words after that. Refuses `payment_paid`, `payment_closed` and `payment_unavailable`.
 */
export async function preparePayment(
  platform: Platform,
  unit: Unit,
  asking: Asking,
): Promise<{ params: PaymentParams; expiresAt: string }> {
  const { paymentId, now } = asking
  const pay = mustTakePayments(platform)
  const payment = await unit((tx) => intend(tx, pay, asking))
  const expiresAt = payment.expiresAt.toISOString()
  if (payment.prepayId !== null && prepayHolds(payment.prepayEndsAt, now))
    return { params: pay.signedParams(payment.prepayId), expiresAt }
  const prepayId = await orderAt(platform, unit, pay, payment, now)
  await unit((tx) => keepPrepay(tx, paymentId, prepayId, now))
  return { params: pay.signedParams(prepayId), expiresAt }
}
