import { EntitySchema } from 'typeorm'
import { instant, json, key, ref, text, token } from '#server/platform/db/columns'

/** What became of a notice. `mismatch`, `unknown_order` and `unknown_refund` wait for a person. */
export type NoticeOutcome =
  | 'paid'
  | 'late'
  | 'known'
  | 'refund_followed'
  | 'ignored'
  | 'mismatch'
  | 'unknown_order'
  | 'unknown_refund'

/** The facts of a notice, without who paid. */
export type NoticeBody = {
  appId: string | null
  mchId: string
  outTradeNo: string
  outRefundNo: string | null
  /** WeChat's own number of the refund. */
  refundId: string | null
  transactionId: string | null
  tradeState: string | null
  refundStatus: 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL' | null
  amountFen: number
  /** When the money moved. */
  at: string | null
  /** In what it differs from our order. */
  mismatch: string | null
}

/** A notice of WeChat Pay, verified and kept before it was answered. Each id is kept once. */
export type NoticeRow = {
  id: string
  notifyId: string
  kind: string
  outTradeNo: string
  body: NoticeBody
  receivedAt: Date
  handledAt: Date | null
  outcome: NoticeOutcome | null
  resolvedBy: string | null
  resolvedWhy: string | null
}

export const Notices = new EntitySchema<NoticeRow>({
  name: 'payment_notice',
  columns: {
    id: key(),
    notifyId: token(64),
    kind: token(32),
    outTradeNo: token(64),
    body: json(),
    receivedAt: instant(),
    handledAt: instant({ nullable: true }),
    outcome: token(32, { nullable: true }),
    resolvedBy: ref({ nullable: true }),
    resolvedWhy: text(200, { nullable: true }),
  },
})
