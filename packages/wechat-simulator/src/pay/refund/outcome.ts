import type { Order } from '#simulator/pay/order/order'
import { pushEvent } from '#simulator/pay/push'
import type { Refund, RefundOutcome } from '#simulator/pay/refund/state'
import type { Pay } from '#simulator/pay/state'
import { payTime } from '#simulator/pay/time'
import { findByTradeNo } from '#simulator/state/trade-orders'
import type { World } from '#simulator/world'

const USUAL: RefundOutcome = { status: 'SUCCESS', afterMs: 1000 }
const ACCOUNT = '支付用户零钱'

const pushOf = (pay: Pay, refund: Refund, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED', url: string) => ({
  type: `REFUND.${status}` as const,
  originalType: 'refund' as const,
  summary: { SUCCESS: '退款成功', ABNORMAL: '退款异常', CLOSED: '退款关闭' }[status],
  url,
  secret: {
    mchid: pay.mchId,
    transaction_id: refund.order.payment?.transactionId,
    out_trade_no: refund.order.outTradeNo,
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    refund_status: status,
    ...(refund.successMs !== null && { success_time: payTime(refund.successMs) }),
    user_received_account: ACCOUNT,
    amount: {
      total: refund.order.total,
      refund: refund.amount,
      payer_total: refund.order.total,
      payer_refund: refund.amount,
    },
  },
})

/** Shipping management must know when nothing is left to ship for. */
const closeShipping = (world: World, pay: Pay, order: Order) => {
  const back = [...pay.refunds.values()]
    .filter((refund) => refund.order === order && refund.status === 'SUCCESS')
    .reduce((sum, { amount }) => sum + amount, 0)
  const trade = findByTradeNo(world.tradeOrders, pay.mchId, order.outTradeNo)
  if (trade && back >= order.total) trade.refunded = true
}

const conclude = (world: World, pay: Pay, refund: Refund, status: RefundOutcome['status']) => {
  if (status === 'PROCESSING') return
  refund.status = status
  if (status === 'SUCCESS') {
    refund.successMs = world.clock.now()
    closeShipping(world, pay, refund.order)
  }
  if (refund.notifyUrl !== null) pushEvent(world, pay, pushOf(pay, refund, status, refund.notifyUrl))
}

/** Plans what becomes of a refund that is being worked on; a plan made before it is void. */
export const planVerdict = (world: World, pay: Pay, refund: Refund, outcome: RefundOutcome) => {
  refund.verdict += 1
  const { verdict } = refund
  world.schedule.plan(world.clock.now() + outcome.afterMs, () => {
    if (refund.verdict === verdict) conclude(world, pay, refund, outcome.status)
  })
}

/** The outcome that the control plane ordered for this number, or for the next refund, or else success in a second. */
export const takeOutcome = ({ refundPlans }: Pay, outRefundNo: string): RefundOutcome => {
  const named = refundPlans.byNumber.get(outRefundNo)
  refundPlans.byNumber.delete(outRefundNo)
  return named ?? refundPlans.next.shift() ?? USUAL
}

/** A refund as its creation and its query tell it. */
export const presentRefund = ({ order, ...refund }: Refund) => ({
  refund_id: refund.refundId,
  out_refund_no: refund.outRefundNo,
  transaction_id: order.payment?.transactionId,
  out_trade_no: order.outTradeNo,
  channel: refund.channel,
  user_received_account: ACCOUNT,
  ...(refund.successMs !== null && { success_time: payTime(refund.successMs) }),
  create_time: payTime(refund.createdMs),
  status: refund.status,
  funds_account: 'AVAILABLE',
  amount: {
    total: order.total,
    refund: refund.amount,
    from: [],
    payer_total: order.total,
    payer_refund: refund.amount,
    settlement_refund: refund.amount,
    settlement_total: order.total,
    discount_refund: 0,
    currency: 'CNY',
    refund_fee: 0,
  },
  promotion_detail: [],
})
