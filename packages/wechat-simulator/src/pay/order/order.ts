export type Payment = { transactionId: string; atMs: number }

/** An order of the merchant. Its state is worked out from these facts and the time. */
export type Order = {
  outTradeNo: string
  fingerprint: string
  appId: string
  description: string
  attach: string
  openId: string
  total: number
  notifyUrl: string
  createdMs: number
  expiresMs: number | null
  prepay: { id: string; endsMs: number }
  closedMs: number | null
  payment: Payment | null
}
