import { randomBytes } from 'node:crypto'
import type { Order } from '#simulator/pay/order/order'
import type { Pay } from '#simulator/pay/state'

const PREPAY_LIFE_MS = 2 * 3_600_000
const UNPAID_LIFE_MS = 7 * 86_400_000

export type TradeState = 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED'

export const newPrepay = (nowMs: number): Order['prepay'] => ({
  id: `wx${nowMs}${randomBytes(10).toString('hex')}`,
  endsMs: nowMs + PREPAY_LIFE_MS,
})

/** Refunds of this order that stand or may yet: one that Pay closed gives its part back. */
export const refundedOf = (pay: Pay, order: Order) =>
  [...pay.refunds.values()]
    .filter((refund) => refund.order === order && refund.status !== 'CLOSED')
    .reduce((sum, { amount }) => sum + amount, 0)

export const tradeStateOf = (pay: Pay, order: Order, nowMs: number): TradeState => {
  if (order.payment) return refundedOf(pay, order) > 0 ? 'REFUND' : 'SUCCESS'
  if (order.closedMs !== null || nowMs >= order.createdMs + UNPAID_LIFE_MS) return 'CLOSED'
  return 'NOTPAY'
}

export const isExpired = ({ expiresMs }: Order, nowMs: number) => expiresMs !== null && nowMs >= expiresMs

export const findByPrepayId = (pay: Pay, prepayId: string) =>
  [...pay.orders.values()].find(({ prepay }) => prepay.id === prepayId)

export const findByTransactionId = (pay: Pay, transactionId: string) =>
  [...pay.orders.values()].find(({ payment }) => payment?.transactionId === transactionId)
