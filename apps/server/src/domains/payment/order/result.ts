import type { Output } from '@huitou/shared/api'
import type { Unit } from '#server/platform/http/call'
import { PayError } from '#server/platform/pay/pay-error'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import type { PaymentRow } from '../entities'
import { paymentById } from '../queries'
import { askStanding } from './ask'

async function ofMember(unit: Unit, paymentId: string, memberId: string) {
  const payment = await unit((tx) => paymentById(tx, paymentId))
  if (payment.memberId !== memberId) throw new Refused('not_found')
  return payment
}

const present = ({ state, amountFen, paidAt }: PaymentRow): Output<'payment.result'> => ({
  state: state === 'paid' || state === 'closed' ? state : 'waiting',
  amountFen,
  paidAt: paidAt?.toISOString() ?? null,
})

/** How a payment stands, by WeChat's word where ours is not final (R22). While WeChat does not answer, it waits. */
export async function resultOf(
  platform: Platform,
  unit: Unit,
  { paymentId, memberId, now }: { paymentId: string; memberId: string; now: Date },
): Promise<Output<'payment.result'>> {
  const { pay, log } = platform
  const payment = await ofMember(unit, paymentId, memberId)
  const mayHaveChanged = payment.state === 'prepared' || payment.state === 'closing'
  if (!pay || !mayHaveChanged) return present(payment)
  try {
    await askStanding(unit, pay, payment, now)
  } catch (error) {
    if (!(error instanceof PayError)) throw error
    log.warn({ err: error, paymentId }, 'WeChat Pay did not say how a payment stands')
  }
  return present(await ofMember(unit, paymentId, memberId))
}
