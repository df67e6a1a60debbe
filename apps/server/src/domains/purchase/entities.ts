import { EntitySchema } from 'typeorm'
import type { Deduction } from '@huitou/shared/purchase/quote-rules'
import type { LineRefund } from '@huitou/shared/purchase/rules'
import { amount, count, dayNumber, instant, json, key, primaryRef, ref, text, token } from '#server/platform/db/columns'

/** What was taken off a purchase. `useId`: the coupon’s use, by which it is given back. */
export type Taken = Deduction & { useId: string | null }

/** The fact that a member bought. Its receipt number is unique in a store's business day. */
export type PurchaseRow = {
  id: string
  memberId: string
  storeId: string
  receiptNo: string
  day: number
  at: Date
  recordedAt: Date
  channel: string
  /** The room that took the money and gives it back; null: a till, which gives it back itself. */
  paidIn: 'groupbuy' | null
  paidFen: number
  refundedFen: number
  /** Of what was recorded, to tell the same receipt sent twice from another one with its number. */
  fingerprint: string
  decisionId: string | null
  actor: string
  /** What tier and coupons took off; with what points paid and `paidFen`, the price of the goods. */
  offFen: number
  /** What points paid, how many they were, and how many of them have come back. */
  offsetFen: number
  offsetPoints: number
  returnedPoints: number
  offsetTxnId: string | null
  /** Null where nothing was reckoned: a till or an operator recorded what was paid. */
  deductions: Taken[] | null
}

export const Purchases = new EntitySchema<PurchaseRow>({
  name: 'purchase',
  columns: {
    id: key(),
    memberId: ref(),
    storeId: ref(),
    receiptNo: token(40),
    day: dayNumber(),
    at: instant(),
    recordedAt: instant(),
    channel: token(16),
    paidIn: token(16, { nullable: true }),
    paidFen: amount(),
    refundedFen: amount(),
    fingerprint: token(64),
    decisionId: ref({ nullable: true }),
    actor: token(32),
    offFen: amount(),
    offsetFen: amount(),
    offsetPoints: amount(),
    returnedPoints: amount(),
    offsetTxnId: ref({ nullable: true }),
    deductions: json({ nullable: true }),
  },
})

export type LineRow = {
  id: string
  purchaseId: string
  /** 1 for the first. */
  line: number
  sku: string | null
  name: string
  category: string
  quantity: number
  paidFen: number
  refundedQuantity: number
  refundedFen: number
  /** What of the line tier and coupons took off, what points paid, and how many points that were. */
  offFen: number
  offsetFen: number
  points: number
}

export const Lines = new EntitySchema<LineRow>({
  name: 'purchase_line',
  columns: {
    id: key(),
    purchaseId: ref(),
    line: count(),
    sku: text(40, { nullable: true }),
    name: text(60),
    category: text(40),
    quantity: count(),
    paidFen: amount(),
    refundedQuantity: count(),
    refundedFen: amount(),
    offFen: amount(),
    offsetFen: amount(),
    points: amount(),
  },
})

export type RefundRow = {
  id: string
  purchaseId: string
  refundKey: string
  fingerprint: string
  amountFen: number
  lines: LineRefund[]
  reason: string
  points: number
  growth: number
  /** Unused coupons of the purchase that ended with it. */
  coupons: number
  /** Points that had paid a part and came back with this refund; coupons used on the purchase that did. */
  returnedPoints: number
  couponsReturned: number
  actor: string
  at: Date
}

export const Refunds = new EntitySchema<RefundRow>({
  name: 'purchase_refund',
  columns: {
    id: key(),
    purchaseId: ref(),
    refundKey: token(40),
    fingerprint: token(64),
    amountFen: amount(),
    lines: json(),
    reason: text(80),
    points: amount(),
    growth: amount(),
    coupons: count(),
    returnedPoints: amount(),
    couponsReturned: count(),
    actor: token(32),
    at: instant(),
  },
})

/** How often and how much a member has bought (S-196). `touched`: orders with any refund; `undone`: orders refunded whole. */
export type SummaryRow = {
  memberId: string
  orders: number
  touched: number
  undone: number
  spentFen: number
  firstAt: Date | null
  lastAt: Date | null
}

export const Summaries = new EntitySchema<SummaryRow>({
  name: 'purchase_summary',
  columns: {
    memberId: primaryRef(),
    orders: count(),
    touched: count(),
    undone: count(),
    spentFen: amount(),
    firstAt: instant({ nullable: true }),
    lastAt: instant({ nullable: true }),
  },
})

/** Categories that have been sold, for forms to choose from. */
export type CategoryRow = { id: string; name: string }

export const Categories = new EntitySchema<CategoryRow>({
  name: 'purchase_category',
  columns: { id: key(), name: text(40) },
})
