import { createHash } from 'node:crypto'
import type { Input } from '@huitou/shared/api'
import { daysBetween } from '@huitou/shared/kit/day'
import { judgeMoment } from '@huitou/shared/purchase/rules'
import type { Facts } from '@huitou/shared/earning/rules'
import { award } from '#server/domains/earning/award'
import { basketFacts } from '#server/domains/earning/decide/facts'
import { lockMember } from '#server/domains/member/member-of'
import { storeById, today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import { climb } from '#server/domains/tier/climb'
import { businessDay } from '#server/platform/business-day'
import { isDuplicate } from '#server/platform/db/fault'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { Categories, Lines, Purchases, type LineRow, type PurchaseRow } from './entities'
import { countPurchase, historyOfPerson } from './summary'

type Sold = Omit<LineRow, 'id' | 'purchaseId'>

export type Record = Omit<Input<'purchase.record'>, 'at'> & { at: Date; actor: string; now: Date }

/** Goods that nobody named. */
const ANY = { name: '消费', category: '其他' }

/** As much as one amount of money can be (kit/schema). */
const RECEIPT_MAX_FEN = 1_000_000_000

/** The lines of a receipt; one for all where only the amount is known. */
function soldLines({ lines, paidFen }: Pick<Record, 'lines' | 'paidFen'>): Sold[] {
  const fresh = { refundedQuantity: 0, refundedFen: 0 }
  if (!lines) {
    if (paidFen === undefined) throw new Refused('purchase_sum_wrong')
    return [{ line: 1, sku: null, ...ANY, quantity: 1, paidFen, ...fresh }]
  }
  const sold = lines.map((one, at) => ({ ...one, line: at + 1, sku: one.sku ?? null, ...fresh }))
  const sum = sold.reduce((all, one) => all + one.paidFen, 0)
  if ((paidFen !== undefined && paidFen !== sum) || sum > RECEIPT_MAX_FEN) throw new Refused('purchase_sum_wrong')
  return sold
}

const fingerprintOf = (memberId: string, channel: string, sold: readonly Sold[]) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        memberId,
        channel,
        sold.map(({ sku, name, category, quantity, paidFen }) => [sku, name, category, quantity, paidFen]),
      ]),
    )
    .digest('hex')

/** The purchase that has this receipt's number; refused when it is another one. */
async function sameReceipt(tx: Tx, row: Pick<PurchaseRow, 'storeId' | 'day' | 'receiptNo' | 'fingerprint'>) {
  const { storeId, day, receiptNo, fingerprint } = row
  const before = await tx.findOne(Purchases, { where: { storeId, day, receiptNo } })
  if (!before) return null
  if (before.fingerprint === fingerprint) return before.id
  throw new Refused('receipt_taken', {
    facts: { since: before.recordedAt.toISOString(), purchaseId: before.id, paidFen: before.paidFen },
  })
}

async function insertOnce(tx: Tx, row: Omit<PurchaseRow, 'id'>): Promise<{ id: string; isNew: boolean }> {
  try {
    const { identifiers } = await tx.insert(Purchases, row)
    return { id: String(identifiers[0]?.['id']), isNew: true }
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const id = await sameReceipt(tx, row)
    if (id === null) throw new Refused('busy', { cause: error, retryAfterSeconds: 1 })
    return { id, isNew: false }
  }
}

/** Categories are few and come again and again; two new ones at once are one. */
async function learnCategories(tx: Tx, sold: readonly Sold[]) {
  for (const name of [...new Set(sold.map((one) => one.category))].sort())
    if (!(await tx.existsBy(Categories, { name })))
      await tx.createQueryBuilder().insert().into(Categories).values({ name }).orIgnore().execute()
}

/** What the rules may know of a purchase. */
async function factsOf(tx: Tx, row: Omit<PurchaseRow, 'id'>, sold: readonly Sold[]): Promise<Partial<Facts>> {
  const { orders, spentFen, lastAt } = await historyOfPerson(tx, row.memberId)
  const { brand } = await today(tx, row.at)
  const since = lastAt ? daysBetween(businessDay(lastAt, brand).day, row.day) : null
  return {
    ...basketFacts(sold),
    storeId: row.storeId,
    channel: row.channel,
    isFirstPurchase: orders === 0,
    orders,
    spentFen,
    ...(since === null ? {} : { daysSinceLastOrder: Math.max(0, since) }),
  }
}

/** Points, growth and coupons of a purchase, and the tier that they reach. Answers the decision's id. */
async function earnFor(tx: Tx, id: string, row: Omit<PurchaseRow, 'id'>, facts: Partial<Facts>) {
  const { memberId, at, recordedAt: now, actor } = row
  const { pointsPermille, memberDayPermille, tierLevel } = await benefitsOf(tx, memberId, now)
  const benefit = { pointsPermille, memberDayPermille }
  const asked = { memberId, event: 'purchase' as const, subjectKey: `purchase:${id}`, benefit, now, at, actor }
  const { decisionId } = await award(tx, { ...asked, facts: { tierLevel, ...facts } })
  await tx.update(Purchases, { id }, { decisionId })
  await climb(tx, memberId, now)
}

const rowOf = (
  { memberId, storeId, receiptNo, channel = 'store', at, actor, now }: Record,
  day: number,
  sold: readonly Sold[],
) => ({
  ...{ memberId, storeId, receiptNo, day, at, recordedAt: now, channel, refundedFen: 0, decisionId: null, actor },
  paidFen: sold.reduce((sum, one) => sum + one.paidFen, 0),
  fingerprint: fingerprintOf(memberId, channel, sold),
})

/**
 * Records that a member bought, and gives what follows from it, in one step. The same receipt again is the same purchase. Answers the
 * purchase's id.
 */
export async function recordPurchase(tx: Tx, record: Record): Promise<string> {
  const { memberId, storeId, now } = record
  mustBe(judgeMoment(record.at, now))
  const at = record.at > now ? now : record.at
  const sold = soldLines(record)
  await lockMember(tx, memberId)
  await storeById(tx, storeId)
  const { day } = await today(tx, at)
  const row = rowOf({ ...record, at }, day, sold)
  const known = await sameReceipt(tx, row)
  if (known !== null) return known
  const facts = await factsOf(tx, row, sold)
  const { id, isNew } = await insertOnce(tx, row)
  if (!isNew) return id
  await tx.insert(
    Lines,
    sold.map((one) => ({ ...one, purchaseId: id })),
  )
  await countPurchase(tx, memberId, { orders: 1, spentFen: row.paidFen, at })
  await earnFor(tx, id, row, facts)
  await learnCategories(tx, sold)
  const { receiptNo, channel, paidFen } = row
  await announce(tx, 'purchase.recorded', { purchaseId: id, memberId, storeId, receiptNo, channel, paidFen }, now)
  return id
}
