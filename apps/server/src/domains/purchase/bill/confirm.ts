import { lockMember } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { recordBill } from '../record-quoted'
import { mustWait } from './answer'
import { Bills } from './entities'
import { lockBill, needsYes, quoteOf } from './queries'

type Confirming = {
  billId: string
  /** "staff:1". */
  by: string
  now: Date
}

/** The number of a bill whose till prints none: the bill's own. With a gap, which no number that is typed may have. */
const ownReceiptNo = (billId: string) => `C ${billId}`

/**
 * The money is in. On locked rows the figures are reckoned again; then coupons, points, the purchase and all that follows from it are one
 * step, all or nothing. Confirmed again, by whomever, it is the same purchase. Answers the purchase's id. Refuses bill_over,
 * bill_declined, bill_not_agreed, quote_changed, receipt_taken, and what a coupon or the points are refused for.
 */
export async function confirmBill(tx: Tx, { billId, by, now }: Confirming): Promise<string> {
  const bill = await lockBill(tx, billId)
  if (bill.purchaseId !== null) return bill.purchaseId
  mustWait(bill, now)
  if (needsYes(bill) && bill.state !== 'agreed') throw new Refused('bill_not_agreed')
  await lockMember(tx, bill.memberId)
  const { memberId, storeId, basket, payableFen, openedAt } = bill
  const shown = quoteOf(bill)
  const purchaseId = await recordBill(tx, {
    ...{ memberId, storeId, payableFen, by, now },
    receiptNo: bill.receiptNo ?? ownReceiptNo(billId),
    ...{ lines: basket, couponIds: shown.couponIds, points: shown.points, shown },
    ...{ at: now, pricedAt: openedAt },
  })
  await tx.update(Bills, { id: billId }, { state: 'paid', live: null, endedAt: now, purchaseId })
  return purchaseId
}
