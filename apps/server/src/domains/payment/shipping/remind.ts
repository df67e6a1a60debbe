import type { FindOptionsWhere } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import type { EventData } from '#server/platform/events/entities'
import { Payments, type PaymentRow } from '../entities'
import { Shippings } from './entities'

const REMINDER = 'trade_manage_remind_shipping'

const textOf = (data: EventData, name: string) => {
  const value = data[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * WeChat says that it has not heard how something is on its way, while the money stays frozen: what it was told in vain it is told again.
 * What has not been sent yet is told when it is.
 */
export async function remindShipping(tx: Tx, data: EventData, now: Date) {
  if (data['event'] !== REMINDER) return
  const [transactionId, outTradeNo] = [textOf(data, 'transactionId'), textOf(data, 'merchantTradeNo')]
  const where: FindOptionsWhere<PaymentRow>[] = [
    ...(transactionId === null ? [] : [{ transactionId }]),
    ...(outTradeNo === null ? [] : [{ outTradeNo }]),
  ]
  const payment = where.length === 0 ? null : await tx.findOne(Payments, { where })
  if (!payment) return
  const again = { state: 'wanted', dueAt: now, attempts: 0 } as const
  await tx.update(Shippings, { paymentId: payment.id, state: 'failed' }, again)
}
