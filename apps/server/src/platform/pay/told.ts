/** What becomes of an order, as WeChat tells it. */
export type ToldOrder = {
  tradeState: 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR'
  appId: string
  mchId: string
  outTradeNo: string
  transactionId: string | null
  amountFen: number
  openId: string | null
  paidAt: Date | null
}

/** What becomes of a refund, as WeChat tells it. */
export type ToldRefund = {
  status: 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL'
  outRefundNo: string
  refundId: string
  channel: string | null
  amountFen: number
  acceptedAt: Date | null
  doneAt: Date | null
}
