import { In, LessThan, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { PurchaseCard, RefundCard } from '@huitou/shared/purchase/contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Coupons, Templates } from '#server/domains/coupon/entities'
import { decisionById, presentDecision } from '#server/domains/earning/queries'
import type { Neighbours } from '#server/domains/earning/tell/known'
import { balanceOf } from '#server/domains/points/queries'
import { memberById } from '#server/domains/member/member-of'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found, invalid } from '#server/platform/refused'
import { Categories, Lines, Purchases, Refunds, type PurchaseRow, type RefundRow } from './entities'
import { summaryOf } from './summary'

const CATEGORIES_SHOWN = 200

export const soldCategories = async (read: Reader): Promise<string[]> =>
  (await read.find(Categories, { order: { id: 'ASC' }, take: CATEGORIES_SHOWN })).map((row) => row.name)

const presentPurchase = (row: PurchaseRow): PurchaseCard => ({
  ...row,
  totalFen: totalOf(row),
  at: row.at.toISOString(),
})

/** What the goods cost before anything was taken off. */
export const totalOf = ({ paidFen, offFen, offsetFen }: PurchaseRow) => paidFen + offFen + offsetFen

const presentRefund = (row: RefundRow): RefundCard => ({
  id: row.id,
  purchaseId: row.purchaseId,
  refundKey: row.refundKey,
  amountFen: row.amountFen,
  reason: row.reason,
  at: row.at.toISOString(),
  tookBack: { points: row.points, growth: row.growth },
  couponsTakenBack: row.coupons,
  returnedPoints: row.returnedPoints,
  couponsReturned: row.couponsReturned,
})

/** Whether nothing of a purchase is kept: its money is back; of what cost none, something was given back. */
export const isBack = async (read: Reader, { id, paidFen, refundedFen }: PurchaseRow) =>
  paidFen > 0 ? refundedFen >= paidFen : read.existsBy(Refunds, { purchaseId: id })

export const purchaseById = async (read: Reader, id: string) => found(await read.findOne(Purchases, { where: { id } }))

async function couponNames(read: Reader, couponIds: readonly string[]): Promise<string[]> {
  if (couponIds.length === 0) return []
  const coupons = await read.find(Coupons, { where: { id: In([...couponIds]) } })
  const templates = await read.find(Templates, { where: { id: In(coupons.map((one) => one.templateId)) } })
  return coupons.map((coupon) => templates.find((one) => one.id === coupon.templateId)?.name ?? '')
}

/** What a purchase gave: points, growth, coupons by name; and what the member has now. */
export async function earnedBy(read: Reader, id: string, now: Date): Promise<Output<'purchase.record'>['earned']> {
  const { decisionId, memberId } = await purchaseById(read, id)
  const { leftAt } = await memberById(read, memberId)
  const balanceAfter = leftAt ? 0 : await balanceOf(read, memberId, 'points', now)
  if (decisionId === null) return { points: 0, growth: 0, coupons: [], balanceAfter }
  const { points, growth, result } = await decisionById(read, decisionId)
  const couponIds = result.coupons.flatMap((one) => one.couponId ?? [])
  return { points, growth, coupons: await couponNames(read, couponIds), balanceAfter }
}

/** A recorded purchase, with what it earned and why. */
export async function presentRecorded(
  read: Reader,
  neighbours: Neighbours,
  id: string,
  now: Date,
): Promise<Output<'purchase.record'>> {
  const row = await purchaseById(read, id)
  const { decisionId } = row
  const evaluation = decisionId === null ? null : (await presentDecision(read, neighbours, decisionId)).evaluation
  return { purchase: presentPurchase(row), earned: await earnedBy(read, id, now), evaluation }
}

/** Which of these purchases have no money left to refund; one that cost nothing is none of them: its pieces go back one by one. */
export async function refundedWhole(read: Reader, purchaseIds: readonly string[]): Promise<Set<string>> {
  if (purchaseIds.length === 0) return new Set()
  const touched = await read.find(Refunds, { select: { purchaseId: true }, where: { purchaseId: In(purchaseIds) } })
  const ids = [...new Set(touched.map((row) => row.purchaseId))]
  const rows = ids.length === 0 ? [] : await read.find(Purchases, { where: { id: In(ids) } })
  return new Set(rows.filter((row) => row.paidFen > 0 && row.refundedFen >= row.paidFen).map((row) => row.id))
}

export async function presentRefunded(read: Reader, refundId: string): Promise<Output<'purchase.refund'>> {
  const refund = found(await read.findOne(Refunds, { where: { id: refundId } }))
  return { refund: presentRefund(refund), purchase: presentPurchase(await purchaseById(read, refund.purchaseId)) }
}

export async function purchaseWithLines(read: Reader, purchaseId: string): Promise<Output<'purchase.get'>> {
  const row = await purchaseById(read, purchaseId)
  const lines = await read.find(Lines, { where: { purchaseId }, order: { line: 'ASC' } })
  const refunds = await read.find(Refunds, { where: { purchaseId }, order: { id: 'ASC' } })
  return {
    purchase: presentPurchase(row),
    lines,
    refunds: refunds.map(presentRefund),
    deductions: row.deductions ?? [],
  }
}

/** Along (member, id) or (store, day, id). */
function whereOf({ memberId, storeId, day }: Input<'purchase.list'>): FindOptionsWhere<PurchaseRow> {
  if (memberId !== undefined) return { memberId, ...(storeId === undefined ? {} : { storeId }) }
  if (storeId === undefined || day === undefined)
    throw invalid('memberId, storeId, day', 'a member, or a store and its day')
  return { storeId, day }
}

export async function purchasesPage(read: Reader, input: Input<'purchase.list'>): Promise<Output<'purchase.list'>> {
  const older = input.before === undefined ? {} : { id: LessThan(idCursor(input.before)) }
  const where = { ...whereOf(input), ...older }
  const rows = await read.find(Purchases, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: page.map(presentPurchase),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

export async function presentSummary(read: Reader, memberId: string): Promise<Output<'purchase.summary'>> {
  await memberById(read, memberId)
  const { orders, touched, undone, spentFen, firstAt, lastAt } = await summaryOf(read, memberId)
  return {
    summary: {
      orders: orders - undone,
      ordersWithoutRefund: orders - touched,
      spentFen,
      firstAt: firstAt?.toISOString() ?? null,
      lastAt: lastAt?.toISOString() ?? null,
    },
  }
}
