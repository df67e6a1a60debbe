import type { Order } from '#simulator/pay/order/order'

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'

/** What becomes of a refund; PROCESSING is one that never comes to an end by itself. */
export type RefundOutcome = { status: RefundStatus; afterMs: number }

export type Refund = {
  refundId: string
  outRefundNo: string
  fingerprint: string
  order: Order
  amount: number
  reason: string
  notifyUrl: string | null
  channel: 'ORIGINAL' | 'OTHER_BANKCARD'
  status: RefundStatus
  createdMs: number
  successMs: number | null
  /** The verdict that counts; one planned before it is void. */
  verdict: number
}
