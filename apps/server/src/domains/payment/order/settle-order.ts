import { nextLookAt, retryAt } from '@huitou/shared/payment/rules'
import type { Unit } from '#server/platform/http/call'
import type { Pay } from '#server/platform/pay/pay'
import { PayError } from '#server/platform/pay/pay-error'
import { cancelPayment } from '../cancel-payment'
import { lockPayment, markClosed } from '../conclude'
import { Payments, type PaymentRow } from '../entities'
import { askStanding } from './ask'

/** Closed at WeChat, or found to be over: then the next question tells how. */
async function closeThere(unit: Unit, pay: Pay, payment: PaymentRow, now: Date) {
  try {
    await pay.close(payment.outTradeNo)
    return 'closed'
  } catch (error) {
    if (error instanceof PayError && error.kind === 'not_found') return 'unknown'
    if (!(error instanceof PayError) || error.kind !== 'over') throw error
    return askStanding(unit, pay, payment, now)
  }
}

/** Asks first, so that what was paid at the last moment is paid; closes then (R19). */
async function close(unit: Unit, pay: Pay, payment: PaymentRow, now: Date) {
  const standing = await askStanding(unit, pay, payment, now)
  const after = standing === 'waiting' ? await closeThere(unit, pay, payment, now) : standing
  if (after === 'waiting') throw new Error('WeChat neither closed the order nor says that it is over')
  if (after !== 'paid') await unit((tx) => markClosed(tx, payment.id, now))
}

/** A notice may be lost: asks, and looks again later. */
async function look(unit: Unit, pay: Pay, payment: PaymentRow, now: Date) {
  const standing = await askStanding(unit, pay, payment, now)
  if (standing === 'closed') await unit((tx) => markClosed(tx, payment.id, now))
  if (standing === 'closed' || standing === 'paid') return
  const attempts = payment.attempts + 1
  const next = { attempts, dueAt: nextLookAt(attempts, now, payment.expiresAt) }
  await unit(async (tx) => {
    const { state } = await lockPayment(tx, payment.id)
    if (state === payment.state) await tx.update(Payments, { id: payment.id }, next)
  })
}

/** Closed here, and yet in WeChat's bill: paid late, or not at all. */
async function lookOnceMore(unit: Unit, pay: Pay, payment: PaymentRow, now: Date) {
  await askStanding(unit, pay, payment, now)
  await unit((tx) => tx.update(Payments, { id: payment.id }, { dueAt: null, attempts: 0, lastError: null }))
}

/** Does what is due about one payment: a look at one that waits; at its end, or when it is not wanted any more, it is closed. */
export async function settleOrder(unit: Unit, pay: Pay, payment: PaymentRow, now: Date) {
  if (payment.state === 'closed') return lookOnceMore(unit, pay, payment, now)
  if (payment.state !== 'closing' && payment.expiresAt > now) return look(unit, pay, payment, now)
  const { id: paymentId } = payment
  const { state } = await unit((tx) => cancelPayment(tx, { paymentId, now }))
  if (state === 'closing') await close(unit, pay, payment, now)
}

/** What went wrong, and when it is tried again. */
export async function putOffOrder(unit: Unit, { id }: PaymentRow, error: unknown, now: Date) {
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 300)
  await unit(async (tx) => {
    const { state, attempts } = await lockPayment(tx, id)
    if (state === 'paid') return
    await tx.update(Payments, { id }, { attempts: attempts + 1, lastError, dueAt: retryAt(attempts + 1, now) })
  })
}
