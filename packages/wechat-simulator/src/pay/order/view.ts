import type { Order } from '#simulator/pay/order/order'
import { tradeStateOf, type TradeState } from '#simulator/pay/order/state'
import type { Pay } from '#simulator/pay/state'
import { payTime } from '#simulator/pay/time'

const WORDS: Readonly<Record<TradeState, string>> = {
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，可查询退款单了解详情',
  NOTPAY: '订单未支付',
  CLOSED: '订单已关闭',
}

/** An order as a query tells it, and a push in its secret part; what only a payment brings is missing before it. */
export const presentOrder = (pay: Pay, order: Order, nowMs: number) => {
  const state = tradeStateOf(pay, order, nowMs)
  const { payment, total } = order
  return {
    appid: order.appId,
    mchid: pay.mchId,
    out_trade_no: order.outTradeNo,
    trade_state: state,
    trade_state_desc: WORDS[state],
    attach: order.attach,
    promotion_detail: [],
    ...(payment
      ? {
          transaction_id: payment.transactionId,
          trade_type: 'JSAPI',
          bank_type: 'OTHERS',
          success_time: payTime(payment.atMs),
          payer: { openid: order.openId },
          amount: { total, payer_total: total, currency: 'CNY', payer_currency: 'CNY' },
        }
      : { payer: {}, amount: { total, currency: 'CNY' } }),
  }
}
