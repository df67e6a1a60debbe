import type { NoticeRead } from './notice'
import type { ToldOrder, ToldRefund } from './told'

export type OrderWanted = {
  outTradeNo: string
  description: string
  amountFen: number
  openId: string
  expiresAt: Date
  notifyUrl: string
}

export type RefundWanted = {
  outTradeNo: string
  outRefundNo: string
  amountFen: number
  totalFen: number
  reason: string
}

/** What wx.requestPayment takes. */
export type PaymentParams = {
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

/** All that the product asks of WeChat Pay. Where it fails or says no, the error is a PayError. */
export type Pay = {
  appId: string
  mchId: string
  /** Where notices come to. */
  notifyUrl: string
  order(wanted: OrderWanted): Promise<{ prepayId: string }>
  queryByOutTradeNo(outTradeNo: string): Promise<ToldOrder>
  /** Closed, also when it was before. */
  close(outTradeNo: string): Promise<void>
  refund(wanted: RefundWanted): Promise<ToldRefund>
  queryRefund(outRefundNo: string): Promise<ToldRefund>
  /** The bill of a day (yyyymmdd) in Beijing, as text whose hash was compared. */
  tradeBill(day: number): Promise<string>
  signedParams(prepayId: string): PaymentParams
  readNotice(headers: NoticeHeaders, rawBody: Buffer): Promise<NoticeRead>
}

export type NoticeHeaders = Readonly<Record<string, string | string[] | undefined>>
