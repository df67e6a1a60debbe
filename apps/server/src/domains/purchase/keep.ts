import { daysBetween } from '@huitou/shared/kit/day'
import type { Facts } from '@huitou/shared/earning/rules'
import { award } from '#server/domains/earning/award'
import { basketFacts } from '#server/domains/earning/decide/facts'
import { today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import { climb } from '#server/domains/tier/climb'
import { businessDay } from '#server/platform/business-day'
import { isDuplicate } from '#server/platform/db/fault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import { Categories, Lines, Purchases, type PurchaseRow } from './entities'
import type { Sold } from './sold'
import { countPurchase, historyOfPerson } from './summary'

export type NewPurchase = Omit<PurchaseRow, 'id'>

type Receipt = Pick<PurchaseRow, 'storeId' | 'day' | 'receiptNo'>

/** Refuses receipt_taken, telling since when and for how much. */
const taken = ({ id, recordedAt, paidFen }: PurchaseRow) =>
  new Refused('receipt_taken', { facts: { since: recordedAt.toISOString(), purchaseId: id, paidFen } })

const ofReceipt = (read: Reader, { storeId, day, receiptNo }: Receipt) =>
  read.findOne(Purchases, { where: { storeId, day, receiptNo } })

/** Refuses a receipt's number that is on record in the store's day. */
export async function mustBeNew(read: Reader, receipt: Receipt) {
  const before = await ofReceipt(read, receipt)
  if (before) throw taken(before)
}

/** The purchase that has this receipt's number; refused when it is another one. */
export async function sameReceipt(tx: Tx, row: Receipt & Pick<PurchaseRow, 'fingerprint'>) {
  const before = await ofReceipt(tx, row)
  if (!before) return null
  if (before.fingerprint === row.fingerprint) return before.id
  throw taken(before)
}

async function insertOnce(tx: Tx, row: NewPurchase): Promise<{ id: string; isNew: boolean }> {
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

type Bought = Pick<PurchaseRow, 'memberId' | 'storeId' | 'day' | 'at' | 'channel'>

/** What the rules may know of a purchase before it is counted. */
export async function factsOf(read: Reader, row: Bought, sold: readonly Sold[]): Promise<Partial<Facts>> {
  const { orders, spentFen, lastAt } = await historyOfPerson(read, row.memberId)
  const { brand } = await today(read, row.at)
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

/** Points, growth and coupons of a purchase, and the tier that they reach. */
async function earnFor(tx: Tx, id: string, row: NewPurchase, facts: Partial<Facts>) {
  const { memberId, at, recordedAt: now, actor } = row
  const { pointsPermille, memberDayPermille, tierLevel } = await benefitsOf(tx, memberId, now)
  const benefit = { pointsPermille, memberDayPermille }
  const asked = { memberId, event: 'purchase' as const, subjectKey: `purchase:${id}`, benefit, now, at, actor }
  const { decisionId } = await award(tx, { ...asked, facts: { tierLevel, ...facts } })
  await tx.update(Purchases, { id }, { decisionId })
  await climb(tx, memberId, now)
}

/** What is used up with a purchase, once it has an id: coupons, points. */
type Settling = (id: string) => Promise<void>

/**
 * Keeps a purchase and gives what follows from it. Coupons and points go before anything is earned: what it brings cannot pay for it. The
 * caller holds the member's lock. Two at once with one receipt are one when they are the same.
 */
export async function keepPurchase(tx: Tx, row: NewPurchase, sold: readonly Sold[], settle?: Settling) {
  const { memberId, storeId, receiptNo, channel, paidFen, offFen, offsetFen, offsetPoints, at, recordedAt: now } = row
  const facts = await factsOf(tx, row, sold)
  const { id, isNew } = await insertOnce(tx, row)
  if (!isNew) return { id, isNew }
  await tx.insert(
    Lines,
    sold.map((one) => ({ ...one, purchaseId: id })),
  )
  await settle?.(id)
  await countPurchase(tx, memberId, { orders: 1, spentFen: paidFen, at })
  await earnFor(tx, id, row, facts)
  await learnCategories(tx, sold)
  const news = { purchaseId: id, memberId, storeId, receiptNo, channel, paidFen, offFen, offsetFen, offsetPoints }
  await announce(tx, 'purchase.recorded', news, now)
  return { id, isNew }
}
