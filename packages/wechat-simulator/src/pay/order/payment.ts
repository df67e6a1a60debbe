import { InvalidOrder } from '#simulator/control-orders'
import type { Order } from '#simulator/pay/order/order'
import { findByPrepayId, isExpired, tradeStateOf } from '#simulator/pay/order/state'
import { presentOrder } from '#simulator/pay/order/view'
import { pushEvent } from '#simulator/pay/push'
import { nextNumber, type Pay } from '#simulator/pay/state'
import { userOf } from '#simulator/state/users'
import type { World } from '#simulator/world'

/** What keeps this person from paying by this prepay_id now; undefined when nothing does. */
export const refusalOf = (world: World, pay: Pay, prepayId: string, key: string): string | undefined => {
  const nowMs = world.clock.now()
  const order = findByPrepayId(pay, prepayId)
  if (!order) return 'no such prepay_id'
  if (order.openId !== userOf(world.users, key).openId) return `the order is not for "${key}"`
  const state = tradeStateOf(pay, order, nowMs)
  if (state === 'CLOSED') return 'the order is closed'
  if (state !== 'NOTPAY') return 'the order is paid'
  if (isExpired(order, nowMs)) return 'the order has expired'
  return nowMs >= order.prepay.endsMs ? 'the prepay_id has expired' : undefined
}

/** The money has moved; the merchant hears of it when the schedule runs. */
export const settle = (world: World, pay: Pay, order: Order) => {
  const nowMs = world.clock.now()
  const payment = { transactionId: nextNumber(pay, '4200', nowMs), atMs: nowMs }
  order.payment = payment
  world.tradeOrders.push({
    transactionId: payment.transactionId,
    mchId: pay.mchId,
    outTradeNo: order.outTradeNo,
    openId: order.openId,
    paidAtMs: nowMs,
    amountFen: order.total,
  })
  pushEvent(world, pay, {
    type: 'TRANSACTION.SUCCESS',
    originalType: 'transaction',
    summary: '支付成功',
    url: order.notifyUrl,
    secret: presentOrder(pay, order, nowMs),
  })
  return payment
}

/** Pays, or tells the control plane why that cannot be. */
export const payByPrepayId = (world: World, pay: Pay, prepayId: string, key: string) => {
  const refusal = refusalOf(world, pay, prepayId, key)
  const order = findByPrepayId(pay, prepayId)
  if (refusal !== undefined || !order) throw new InvalidOrder(refusal ?? 'no such prepay_id')
  return { outTradeNo: order.outTradeNo, transactionId: settle(world, pay, order).transactionId, total: order.total }
}
