import { list, oneOf, optional, shape, text, whole } from '#simulator/pay/fields'
import { fen, notifyUrl } from '#simulator/pay/order/fields'

const outRefundNo = text(1, 64, /^[\w\-|*@]+$/)

/** The body of a refund. */
export const refundOrder = shape({
  transaction_id: optional(text(1, 32)),
  out_trade_no: optional(text(6, 32)),
  out_refund_no: outRefundNo,
  reason: optional(text(1, 80)),
  notify_url: optional(notifyUrl),
  funds_account: optional(oneOf('AVAILABLE', 'UNSETTLED')),
  amount: shape({
    refund: fen(1),
    total: fen(1),
    currency: oneOf('CNY'),
    from: optional(list(shape({ account: oneOf('AVAILABLE', 'UNAVAILABLE'), amount: fen(1) }), 2)),
  }),
  goods_detail: optional(
    list(
      shape({
        merchant_goods_id: text(1, 32),
        wechatpay_goods_id: optional(text(1, 32)),
        goods_name: optional(text(1, 256)),
        unit_price: fen(0),
        refund_amount: fen(1),
        refund_quantity: whole(1, 1_000_000),
      }),
      6000,
    ),
  ),
})

export type RefundOrder = ReturnType<typeof refundOrder>

/** The body that sends an abnormal refund to a bank account; the account and the name come encrypted. */
export const abnormalRefundOrder = shape({
  out_refund_no: outRefundNo,
  type: oneOf('USER_BANK_CARD', 'MERCHANT_BANK_CARD'),
  bank_type: optional(text(1, 16)),
  bank_account: optional(text(1, 1024)),
  real_name: optional(text(1, 1024)),
})
