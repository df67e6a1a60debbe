/** A payment as the shipping management of the mini program sees it. Paying fills the list; shipping only reads it. */
export type TradeOrder = {
  transactionId: string
  mchId: string
  outTradeNo: string
  openId: string
  paidAtMs: number
  /** 0 unless told. */
  amountFen?: number
  /** Wholly paid back: nothing can be shipped any more. */
  refunded?: boolean
}

export type TradeOrders = TradeOrder[]

export const findByTransaction = (orders: TradeOrders, transactionId: string) =>
  orders.find((order) => order.transactionId === transactionId)

export const findByTradeNo = (orders: TradeOrders, mchId: string, outTradeNo: string) =>
  orders.find((order) => order.mchId === mchId && order.outTradeNo === outTradeNo)
