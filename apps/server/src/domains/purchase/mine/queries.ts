import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { MyPurchase } from '@huitou/shared/purchase/member-contract'
import { standOf } from '@huitou/shared/purchase/rules'
import { goodsInWords } from '@huitou/shared/purchase/word-rules'
import { Decisions } from '#server/domains/earning/entities'
import { Stores } from '#server/domains/store/entities'
import { membershipsTaken } from '#server/domains/member/member-of'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Lines, Purchases, Refunds, type LineRow, type PurchaseRow, type RefundRow } from '../entities'
import { totalOf } from '../queries'

type Around = {
  lines: Map<string, LineRow[]>
  refunds: Map<string, RefundRow[]>
  storeNames: Map<string, string>
  earned: Map<string, number>
}

function byPurchase<Row extends { purchaseId: string }>(rows: readonly Row[]) {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.purchaseId, [...(groups.get(row.purchaseId) ?? []), row])
  return groups
}

/** Everything that a page of purchases is told with, in four questions. */
async function around(read: Reader, purchases: readonly PurchaseRow[]): Promise<Around> {
  const purchaseId = In(purchases.map((one) => one.id))
  const [lines, refunds, stores, decisions] = await Promise.all([
    read.find(Lines, { where: { purchaseId }, order: { line: 'ASC' } }),
    read.find(Refunds, { where: { purchaseId }, order: { id: 'ASC' } }),
    read.find(Stores, { where: { id: In(purchases.map((one) => one.storeId)) } }),
    read.find(Decisions, {
      select: { id: true, points: true },
      where: { id: In(purchases.flatMap((one) => one.decisionId ?? [])) },
    }),
  ])
  return {
    lines: byPurchase(lines),
    refunds: byPurchase(refunds),
    storeNames: new Map(stores.map(({ id, name }) => [id, name])),
    earned: new Map(decisions.map(({ id, points }) => [id, points])),
  }
}

function refundedOf({ refundedFen }: PurchaseRow, lines: readonly LineRow[]): MyPurchase['refunded'] {
  const touched = refundedFen > 0 || lines.some((one) => one.refundedQuantity > 0)
  if (!touched) return 'none'
  return standOf(lines).isWhole ? 'whole' : 'part'
}

function present(row: PurchaseRow, { lines, refunds, storeNames, earned }: Around): MyPurchase {
  const sold = lines.get(row.id) ?? []
  const takenBack = (refunds.get(row.id) ?? []).reduce((sum, one) => sum + one.points, 0)
  return {
    id: row.id,
    storeName: storeNames.get(row.storeId) ?? '',
    goods: goodsInWords(sold),
    at: row.at.toISOString(),
    ...{ totalFen: totalOf(row), paidFen: row.paidFen, savedFen: row.offFen + row.offsetFen },
    refundedFen: row.refundedFen,
    refunded: refundedOf(row, sold),
    earnedPoints: Math.max(0, (earned.get(row.decisionId ?? '') ?? 0) - takenBack),
  }
}

/** The member's purchases, newest first, along (member, id). */
export async function myPurchases(read: Reader, memberId: string, { before }: Input<'purchase.mine'>) {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const where = { memberId: In(await membershipsTaken(read, memberId)), ...older }
  const rows = await read.find(Purchases, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  const told = await around(read, page)
  return {
    rows: page.map((row) => present(row, told)),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}

/** One of the member's purchases with all that was taken off, given and given back. */
export async function myPurchase(read: Reader, memberId: string, id: string): Promise<Output<'purchase.myPurchase'>> {
  const row = found(
    await read.findOne(Purchases, { where: { id, memberId: In(await membershipsTaken(read, memberId)) } }),
  )
  const told = await around(read, [row])
  return {
    purchase: {
      ...present(row, told),
      ...{ receiptNo: row.receiptNo, offsetPoints: row.offsetPoints, returnedPoints: row.returnedPoints },
    },
    lines: (told.lines.get(id) ?? []).map(({ paidFen, offFen, offsetFen, ...one }) => ({
      ...one,
      amountFen: paidFen + offFen + offsetFen,
    })),
    deductions: row.deductions ?? [],
    refunds: (told.refunds.get(id) ?? []).map(({ at, points, ...one }) => ({
      ...one,
      at: at.toISOString(),
      tookBackPoints: points,
    })),
  }
}
