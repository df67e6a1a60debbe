import { EntitySchema } from 'typeorm'
import type { PaymentState, RefundState, RefundTrouble } from '@huitou/shared/payment/rules'
import { amount, count, flag, instant, json, key, ref, text, token } from '#server/platform/db/columns'

/** What a payment is for. Each room that takes money has one. */
export type PaymentPurpose = 'groupbuy' | 'mall'

/** Money that a member is to pay for one subject of one room. */
export type PaymentRow = {
  id: string
  outTradeNo: string
  purpose: PaymentPurpose
  subjectId: string
  memberId: string
  /** Who pays, as WeChat knows them; null once it is forgotten. */
  openId: string | null
  amountFen: number
  description: string
  state: PaymentState
  prepayId: string | null
  prepayEndsAt: Date | null
  /** As it was told to WeChat with the first order: asked again with another one, WeChat takes it for another order. */
  notifyUrl: string | null
  /** Since when WeChat may know of it; null: it was never asked, so there is nothing to close. */
  orderedAt: Date | null
  expiresAt: Date
  transactionId: string | null
  paidAt: Date | null
  /** Paid although it was closed here: the money goes back by itself. */
  late: boolean
  /** All refunds that have not failed. */
  refundedFen: number
  /** When somebody has to look; null: nothing is to be done. */
  dueAt: Date | null
  /** Looks at a payment that waits, or failures to close one. */
  attempts: number
  lastError: string | null
  createdAt: Date
  closedAt: Date | null
}

export const Payments = new EntitySchema<PaymentRow>({
  name: 'payment',
  columns: {
    id: key(),
    outTradeNo: token(32),
    purpose: token(16),
    subjectId: ref(),
    memberId: ref(),
    openId: token(64, { nullable: true }),
    amountFen: amount(),
    description: text(127),
    state: token(16),
    prepayId: token(64, { nullable: true }),
    prepayEndsAt: instant({ nullable: true }),
    notifyUrl: text(255, { nullable: true }),
    orderedAt: instant({ nullable: true }),
    expiresAt: instant(),
    transactionId: token(32, { nullable: true }),
    paidAt: instant({ nullable: true }),
    late: flag(),
    refundedFen: amount(),
    dueAt: instant({ nullable: true }),
    attempts: count(),
    lastError: text(300, { nullable: true }),
    createdAt: instant(),
    closedAt: instant({ nullable: true }),
  },
})

/** Money of a payment on its way back. One cause (`sourceKey`) is one refund, under however many numbers WeChat was asked. */
export type RefundRow = {
  id: string
  paymentId: string
  outRefundNo: string
  /** Numbers that WeChat has closed for good. */
  earlierNumbers: string[]
  amountFen: number
  reason: string
  sourceKey: string
  state: RefundState
  refundId: string | null
  channel: string | null
  wantedAt: Date
  /** When WeChat was first asked under the present number. */
  sentAt: Date | null
  /** When WeChat took it, by its own clock. */
  acceptedAt: Date | null
  doneAt: Date | null
  dueAt: Date | null
  /** Somebody is asking WeChat about it until then. */
  leaseUntil: Date | null
  attempts: number
  lastError: string | null
  /** A person is needed; null: it goes by itself. */
  trouble: RefundTrouble | null
  /** The operator who paid it back otherwise. */
  resolvedBy: string | null
  resolvedWhy: string | null
}

export const Refunds = new EntitySchema<RefundRow>({
  name: 'payment_refund',
  columns: {
    id: key(),
    paymentId: ref(),
    outRefundNo: token(64),
    earlierNumbers: json(),
    amountFen: amount(),
    reason: text(80),
    sourceKey: token(96),
    state: token(16),
    refundId: token(32, { nullable: true }),
    channel: token(32, { nullable: true }),
    wantedAt: instant(),
    sentAt: instant({ nullable: true }),
    acceptedAt: instant({ nullable: true }),
    doneAt: instant({ nullable: true }),
    dueAt: instant({ nullable: true }),
    leaseUntil: instant({ nullable: true }),
    attempts: count(),
    lastError: text(300, { nullable: true }),
    trouble: token(16, { nullable: true }),
    resolvedBy: ref({ nullable: true }),
    resolvedWhy: text(200, { nullable: true }),
  },
})
