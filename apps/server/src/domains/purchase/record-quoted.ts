import { judgeMoment } from '@huitou/shared/purchase/rules'
import { sameFigures, type BillLine, type Quote } from '@huitou/shared/purchase/quote-rules'
import { useCoupon } from '#server/domains/coupon/use'
import { lockMember } from '#server/domains/member/member-of'
import { spend } from '#server/domains/points/post'
import { storeById, today } from '#server/domains/store/queries'
import type { Tx } from '#server/platform/db/tx'
import { Refused, mustBe } from '#server/platform/refused'
import { Purchases, type PurchaseRow, type Taken } from './entities'
import { keepPurchase, mustBeNew, sameReceipt, type NewPurchase } from './keep'
import { reckon } from './reckon'
import { fingerprintOf, netSold } from './sold'

export type QuotedRecord = {
  memberId: string
  storeId: string
  receiptNo: string
  /** The goods before anything is taken off. */
  lines: readonly BillLine[]
  couponIds: readonly string[]
  points: number
  /** What the caller charges. Other figures than the rule's are refused quote_changed. */
  payableFen: number
  /** The whole bill that was shown, where there was one. */
  shown?: Quote
  channel?: string
  /** When it was bought; `pricedAt`, when the figures were shown, by whose policy points pay. */
  at: Date
  pricedAt?: Date
  /** "staff:1", "integrator:2". */
  by: string
  now: Date
}

const changed = ({ payableFen, shown }: QuotedRecord, now: Quote) =>
  now.payableFen !== payableFen || (shown !== undefined && !sameFigures(shown, now))

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

function rowOf(record: QuotedRecord, day: number): Omit<NewPurchase, 'offFen' | 'offsetFen' | 'deductions'> {
  const { memberId, storeId, receiptNo, channel = 'store', lines, couponIds, points, payableFen, at, by, now } = record
  const goods = lines.map(({ sku, name, category, quantity, amountFen }) => [sku, name, category, quantity, amountFen])
  return {
    ...{ memberId, storeId, receiptNo, day, at, recordedAt: now, channel, paidIn: null, actor: by, decisionId: null },
    ...{ paidFen: payableFen, refundedFen: 0, offsetPoints: points, returnedPoints: 0, offsetTxnId: null },
    fingerprint: fingerprintOf([memberId, channel, goods, [...couponIds].sort(), points, payableFen]),
  }
}

type Reckoned = Awaited<ReturnType<typeof reckon>>

/** Uses the coupons up and spends the points of a purchase that has just got its id. */
async function take(tx: Tx, id: string, record: QuotedRecord, { quote, terms }: Reckoned) {
  const { memberId, storeId, by, now } = record
  const cause = `purchase:${id}`
  const deductions: Taken[] = quote.deductions.map((one) => ({ ...one, useId: null }))
  const coupons = deductions.filter((one) => one.couponId !== null)
  for (const one of coupons.sort((a, b) => Number(a.couponId) - Number(b.couponId)))
    one.useId = await useCoupon(tx, { couponId: one.couponId ?? '', memberId, storeId, by, cause, now })
  const change: Partial<PurchaseRow> = { deductions }
  if (quote.points > 0) {
    const source = `${terms.policy.pointsPerYuan} 积分抵 1 元`
    const spending = {
      memberId,
      unit: 'points' as const,
      points: quote.points,
      sourceKey: `${cause}:offset`,
      actor: by,
    }
    change.offsetTxnId = (await spend(tx, { ...spending, reason: '结账抵现', source }, now)).txnId
  }
  await tx.update(Purchases, { id }, change)
}

/**
 * Records a purchase at the member's price: reckons it again on locked rows, and in the same step uses the coupons up, spends the points
 * and gives what follows. All or nothing. The same receipt with the same content is the same purchase. Answers its id. Refuses
 * quote_changed when the figures are no longer those charged, and whatever a coupon, the points or the receipt are refused for.
 */
export async function recordQuoted(tx: Tx, record: QuotedRecord): Promise<string> {
  const { memberId, storeId, at, now } = record
  mustBe(judgeMoment(at, now))
  await lockMember(tx, memberId)
  await storeById(tx, storeId)
  const { day } = await today(tx, at)
  const row = rowOf(record, day)
  const known = await sameReceipt(tx, row)
  if (known !== null) return known
  return (await enter(tx, record, row)).id
}

async function enter(tx: Tx, record: QuotedRecord, row: ReturnType<typeof rowOf>) {
  const { memberId, storeId, lines, couponIds, points, pricedAt = record.at, now } = record
  const reckoned = await reckon(tx, { memberId, storeId, lines, couponIds, points, pricedAt, now })
  const { quote } = reckoned
  if (changed(record, quote)) throw new Refused('quote_changed', { facts: { payableFen: quote.payableFen } })
  const offFen = sum(quote.lines.map((line) => line.tierFen + line.couponFen))
  const offsetFen = sum(quote.lines.map((line) => line.offsetFen))
  const full: NewPurchase = { ...row, offFen, offsetFen, deductions: null }
  return keepPurchase(tx, full, netSold(quote.lines), (id) => take(tx, id, record, reckoned))
}

/** The same for a bill, which is never the same as another: a receipt that is on record is refused receipt_taken. */
export async function recordBill(tx: Tx, record: QuotedRecord): Promise<string> {
  const { day } = await today(tx, record.at)
  await mustBeNew(tx, { storeId: record.storeId, day, receiptNo: record.receiptNo })
  const { id, isNew } = await enter(tx, record, rowOf(record, day))
  if (!isNew) throw new Refused('receipt_taken', { facts: { purchaseId: id } })
  return id
}
