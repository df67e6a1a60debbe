import { Between } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { basketLines } from '#server/domains/purchase/sold'
import { TILL } from '#server/domains/counter/day/entities'
import { recordAct } from '#server/domains/counter/day/record-act'
import { lockMember } from '#server/domains/member/member-of'
import { Purchases, Refunds } from '#server/domains/purchase/entities'
import { purchaseById } from '#server/domains/purchase/queries'
import { recordQuoted } from '#server/domains/purchase/record-quoted'
import { refundPurchase } from '#server/domains/purchase/refund'
import { Slips } from '#server/domains/purchase/slip/entities'
import { writeSlip } from '#server/domains/purchase/slip/write'
import { today } from '#server/domains/store/queries'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Integrator } from '#server/platform/http/call'
import { Refused } from '#server/platform/refused'
import { ApiVisits } from '../entities'
import { spends } from './quote'
import { mustServe, VISIT_MS, visitOf } from './visit'

const byOf = ({ integratorId }: Integrator) => `integrator:${integratorId}`

type TillAct = {
  kind: 'purchase' | 'refund'
  subjectId: string
  purchaseId: string
  amountFen: number
  coupons?: number
  now: Date
}

/** What a till sells and takes back stands in its store's day too, so that the day's money is all of the day's money. */
async function recordTillAct(tx: Tx, { purchaseId, kind, ...act }: TillAct) {
  const { memberId, storeId, receiptNo } = await purchaseById(tx, purchaseId)
  const title = `${kind === 'purchase' ? '消费' : '退款'} ${receiptNo}`
  await recordAct(tx, { ...act, kind, memberId, storeId, staffId: TILL, title })
}

type Recording = Input<'open.recordPurchase'>

/** The receipt on record for the member of that very visit: a till that lost the answer may ask after the visit is over, or the day. */
async function recordedBefore(tx: Tx, by: Integrator, { storeId, receiptNo, visitId }: Recording) {
  const visit = await tx.findOne(ApiVisits, { where: { id: visitId, keyId: by.integratorId, storeId } })
  if (!visit) return null
  // Sent again while the first is still being written, and the day turns between: whoever comes second sees the first.
  const { memberId } = visit
  await lockMember(tx, memberId)
  // Minutes before the visit too: a till that begins again with a scan sends the same receipt under a new visit.
  const since = new Date(visit.openedAt.getTime() - VISIT_MS)
  const where = { memberId, storeId, receiptNo, recordedAt: Between(since, visit.endsAt) }
  return tx.findOne(Purchases, { where, order: { id: 'ASC' } })
}

/** Whom to charge, and when the sale was: a sale that is on record keeps its moment, and so its day. */
async function saleOf(tx: Tx, by: Integrator, asked: Recording, now: Date) {
  const before = await recordedBefore(tx, by, asked)
  if (before) return { memberId: before.memberId, at: before.at }
  const { memberId, trusted } = await visitOf(tx, by, asked, now)
  if (spends(asked) && !trusted) throw new Refused('code_needed')
  return { memberId, at: now }
}

/** Records what a till sold to the member of a visit. The same receipt again is the same purchase. Answers its id. */
export async function recordFromTill(tx: Tx, by: Integrator, asked: Recording, now: Date): Promise<string> {
  mustServe(by, asked.storeId)
  const { storeId, receiptNo, lines, amountFen, couponIds = [], points = 0, payableFen } = asked
  const { memberId, at } = await saleOf(tx, by, asked, now)
  const id = await recordQuoted(tx, {
    ...{ memberId, storeId, receiptNo, couponIds, points, payableFen },
    ...{ lines: basketLines({ lines, amountFen }), by: byOf(by), at, now },
  })
  await recordTillAct(tx, {
    kind: 'purchase',
    subjectId: id,
    purchaseId: id,
    amountFen: payableFen,
    coupons: couponIds.length,
    now,
  })
  return id
}

/** A purchase in one of the key's stores; any other does not exist. */
export async function purchaseOf(read: Reader, by: Integrator, purchaseId: string) {
  const purchase = await purchaseById(read, purchaseId)
  if (!by.storeIds.includes(purchase.storeId)) throw new Refused('not_found')
  return purchase
}

/** Takes back, by the till's own name for the refund. Answers the refund's id. */
export async function refundFromTill(tx: Tx, by: Integrator, asked: Input<'open.refund'>, now: Date): Promise<string> {
  const { purchaseId } = asked
  await purchaseOf(tx, by, purchaseId)
  const id = await refundPurchase(tx, { ...asked, actor: byOf(by), now })
  const { amountFen } = await tx.findOneOrFail(Refunds, { where: { id } })
  await recordTillAct(tx, { kind: 'refund', subjectId: id, purchaseId, amountFen, now })
  return id
}

/** A code for a receipt; the same receipt of the day again is the same code. Answers the slip's id. */
export async function slipFromTill(tx: Tx, by: Integrator, asked: Input<'open.writeSlip'>, now: Date): Promise<string> {
  const { storeId, receiptNo, lines, amountFen } = asked
  mustServe(by, storeId)
  const known = await sameSlip(tx, asked, now)
  if (known !== null) return known
  try {
    return await writeSlip(tx, { storeId, staffId: TILL, basket: { lines, amountFen }, receiptNo, now })
  } catch (error) {
    // Sent twice at once: the other one wrote it a moment ago.
    const theirs = error instanceof Refused && error.code === 'receipt_taken' ? await sameSlip(tx, asked, now) : null
    if (theirs !== null) return theirs
    throw error
  }
}

/** The slip that this receipt has; refused `receipt_taken` when it is for other goods. */
async function sameSlip(tx: Tx, { storeId, receiptNo, lines, amountFen }: Input<'open.writeSlip'>, now: Date) {
  const { day } = await today(tx, now)
  const slip = await tx.findOne(Slips, { where: { storeId, day, receiptNo, live: 1 } })
  if (!slip) return null
  if (JSON.stringify(slip.lines) !== JSON.stringify(basketLines({ lines, amountFen })))
    throw new Refused('receipt_taken')
  return slip.id
}
