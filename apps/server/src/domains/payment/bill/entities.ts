import { EntitySchema } from 'typeorm'
import type { DifferenceKind } from '@huitou/shared/payment/bill-rules'
import { amount, count, dayNumber, instant, key, text, token } from '#server/platform/db/columns'

/** WeChat's bill of one day in Beijing, and how it compared with ours. */
export type BillRow = {
  id: string
  day: number
  state: 'wanted' | 'equal' | 'different'
  paidCount: number
  paidFen: number
  refundCount: number
  refundFen: number
  differenceCount: number
  dueAt: Date | null
  attempts: number
  fetchedAt: Date | null
  lastError: string | null
}

export const Bills = new EntitySchema<BillRow>({
  name: 'payment_bill',
  columns: {
    id: key(),
    day: dayNumber(),
    state: token(16),
    paidCount: count(),
    paidFen: amount(),
    refundCount: count(),
    refundFen: amount(),
    differenceCount: count(),
    dueAt: instant({ nullable: true }),
    attempts: count(),
    fetchedAt: instant({ nullable: true }),
    lastError: text(300, { nullable: true }),
  },
})

/** One thing in which a day's bill and our rows differ, as of the last comparison. */
export type DifferenceRow = {
  id: string
  day: number
  kind: DifferenceKind
  outTradeNo: string
  outRefundNo: string | null
  oursFen: number | null
  theirsFen: number | null
}

export const Differences = new EntitySchema<DifferenceRow>({
  name: 'payment_bill_difference',
  columns: {
    id: key(),
    day: dayNumber(),
    kind: token(32),
    outTradeNo: token(32),
    outRefundNo: token(64, { nullable: true }),
    oursFen: amount({ nullable: true }),
    theirsFen: amount({ nullable: true }),
  },
})
