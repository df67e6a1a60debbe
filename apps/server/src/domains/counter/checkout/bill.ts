import type { Input } from '@huitou/shared/api'
import type { QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { cancelBill } from '#server/domains/purchase/bill/cancel'
import { confirmBill } from '#server/domains/purchase/bill/confirm'
import { Bills, type BillRow } from '#server/domains/purchase/bill/entities'
import { openBill } from '#server/domains/purchase/bill/open'
import { quoteFor } from '#server/domains/purchase/bill/quote'
import { purchaseById } from '#server/domains/purchase/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { recordAct } from '../day/record-act'
import type { VisitRow } from '../entities'
import { openVisitOf, visitOfClerk } from '../queries'
import { visitToActOn } from '../verify'

type Asked = Input<'counter.quote'>

/** A bill is made for a member, known by their code or their number; a scanned coupon or order is for itself. */
const mustBeMembers = ({ kind }: VisitRow) => {
  if (kind !== 'member' && kind !== 'phone') throw new Refused('not_found')
}

const wantedOf = ({ lines, amountFen, couponIds, points }: Asked, { memberId, storeId }: VisitRow) => ({
  ...{ memberId, storeId, basket: { lines, amountFen }, couponIds, points },
})

/** What the member of a visit would pay. */
export async function quoteVisit(read: Reader, staff: Staff, asked: Asked, now: Date): Promise<QuoteCard> {
  const visit = await visitOfClerk(read, staff.staffId, await openVisitOf(read, staff, asked.visitId, now))
  mustBeMembers(visit)
  return quoteFor(read, { ...wantedOf(asked, visit), now })
}

/** Fixes the figures for three minutes. Answers the bill's id. */
export async function openBillOf(
  tx: Tx,
  staff: Staff,
  { receiptNo, payableSeenFen, again, ...asked }: Input<'counter.openBill'>,
  now: Date,
): Promise<string> {
  const visit = await visitToActOn(tx, staff, asked.visitId, now)
  mustBeMembers(visit)
  return openBill(tx, {
    ...wantedOf(asked, visit),
    ...{ receiptNo, payableSeenFen, again, staffId: staff.staffId, visitId: visit.id, now },
    mustAgree: visit.kind === 'phone',
  })
}

/** A bill belongs to the clerk who opened it, while they work in its store. */
export async function billOfClerk(read: Reader, staff: Staff, billId: string): Promise<BillRow> {
  const bill = found(await read.findOne(Bills, { where: { id: billId, staffId: staff.staffId } }))
  if (!staff.storeIds.includes(bill.storeId)) throw new Refused('not_found')
  return bill
}

/** The money is in. Answers the bill's id; confirmed twice is paid once. */
export async function confirmBillOf(tx: Tx, staff: Staff, billId: string, now: Date): Promise<string> {
  const bill = await billOfClerk(tx, staff, billId)
  const { staffId } = staff
  const purchaseId = await confirmBill(tx, { billId, by: `staff:${staffId}`, now })
  const { memberId, storeId, paidFen, receiptNo, deductions } = await purchaseById(tx, purchaseId)
  const coupons = (deductions ?? []).filter((one) => one.couponId !== null).length
  const what = { kind: 'purchase' as const, subjectId: purchaseId, memberId, staffId, storeId }
  await recordAct(tx, { ...what, title: `消费 ${receiptNo}`, amountFen: paidFen, coupons, now })
  return bill.id
}

export async function cancelBillOf(tx: Tx, staff: Staff, billId: string, now: Date): Promise<string> {
  const bill = await billOfClerk(tx, staff, billId)
  await cancelBill(tx, { billId: bill.id, now })
  return bill.id
}
