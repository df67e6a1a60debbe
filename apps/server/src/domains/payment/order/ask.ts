import { mismatchOf } from '@huitou/shared/payment/rules'
import type { Unit } from '#server/platform/http/call'
import type { Pay } from '#server/platform/pay/pay'
import type { ToldOrder } from '#server/platform/pay/told'
import { PayError } from '#server/platform/pay/pay-error'
import { markPaid } from '../conclude'
import type { PaymentRow } from '../entities'

/** `unknown`: WeChat has no such order, so nobody can pay it. */
export type Standing = 'paid' | 'waiting' | 'closed' | 'unknown'

/** What was wanted, as WeChat would tell it. */
export const wantedAs = ({ appId, mchId }: Pay, { outTradeNo, amountFen, openId }: PaymentRow) => ({
  ...{ appId, mchId, outTradeNo, amountFen, openId },
})

/** Paid, also when some of it went back since. */
const isPaid = ({ tradeState }: ToldOrder) => tradeState === 'SUCCESS' || tradeState === 'REFUND'

async function query(pay: Pay, payment: PaymentRow): Promise<ToldOrder | null> {
  try {
    return await pay.queryByOutTradeNo(payment.outTradeNo)
  } catch (error) {
    if (error instanceof PayError && error.kind === 'not_found') return null
    throw error
  }
}

/** Asks WeChat how an order stands, and writes down that it was paid (R22). Whatever the client says counts for nothing. */
export async function askStanding(unit: Unit, pay: Pay, payment: PaymentRow, now: Date): Promise<Standing> {
  const told = await query(pay, payment)
  if (!told) return 'unknown'
  if (!isPaid(told)) return told.tradeState === 'CLOSED' || told.tradeState === 'REVOKED' ? 'closed' : 'waiting'
  const differs = mismatchOf(told, wantedAs(pay, payment))
  if (differs !== null || told.transactionId === null) throw new Error(`WeChat tells another ${differs ?? 'shape'}`)
  const fact = { transactionId: told.transactionId, paidAt: told.paidAt ?? now }
  await unit((tx) => markPaid(tx, payment.id, fact, now))
  return 'paid'
}
