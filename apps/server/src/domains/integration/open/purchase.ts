import type { Input } from '@huitou/shared/api'
import { basketLines } from '#server/domains/purchase/sold'
import { Purchases } from '#server/domains/purchase/entities'
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
import { mustServe, visitOf } from './visit'

const byOf = ({ integratorId }: Integrator) => `integrator:${integratorId}`

type Recording = Input<'open.recordPurchase'>

/** The receipt is on record for the member of that very visit: a till that lost the answer may ask after the visit is over. */
async function recordedBefore(read: Reader, by: Integrator, { storeId, receiptNo, visitId }: Recording, now: Date) {
  const { day } = await today(read, now)
  const purchase = await read.findOne(Purchases, { where: { storeId, day, receiptNo } })
  if (!purchase) return false
  return read.existsBy(ApiVisits, { id: visitId, keyId: by.integratorId, memberId: purchase.memberId })
}

async function memberToCharge(tx: Tx, by: Integrator, asked: Recording, now: Date): Promise<string> {
  if (await recordedBefore(tx, by, asked, now)) {
    const { memberId } = await tx.findOneOrFail(ApiVisits, { where: { id: asked.visitId } })
    return memberId
  }
  const { memberId, trusted } = await visitOf(tx, by, asked, now)
  const spends = (asked.couponIds?.length ?? 0) > 0 || (asked.points ?? 0) > 0
  if (spends && !trusted) throw new Refused('code_needed')
  return memberId
}

/** Records what a till sold to the member of a visit. The same receipt again is the same purchase. Answers its id. */
export async function recordFromTill(tx: Tx, by: Integrator, asked: Recording, now: Date): Promise<string> {
  mustServe(by, asked.storeId)
  const { storeId, receiptNo, lines, couponIds = [], points = 0, payableFen } = asked
  const memberId = await memberToCharge(tx, by, asked, now)
  return recordQuoted(tx, {
    ...{ memberId, storeId, receiptNo, couponIds, points, payableFen },
    ...{ lines: basketLines({ lines }), by: byOf(by), at: now, now },
  })
}

/** A purchase in one of the key's stores; any other does not exist. */
export async function purchaseOf(read: Reader, by: Integrator, purchaseId: string) {
  const purchase = await purchaseById(read, purchaseId)
  if (!by.storeIds.includes(purchase.storeId)) throw new Refused('not_found')
  return purchase
}

/** Takes back, by the till's own name for the refund. Answers the refund's id. */
export async function refundFromTill(tx: Tx, by: Integrator, asked: Input<'open.refund'>, now: Date): Promise<string> {
  await purchaseOf(tx, by, asked.purchaseId)
  return refundPurchase(tx, { ...asked, actor: byOf(by), now })
}

/** A code for a receipt; the same receipt of the day again is the same code. Answers the slip's id. */
export async function slipFromTill(tx: Tx, by: Integrator, asked: Input<'open.writeSlip'>, now: Date): Promise<string> {
  const { storeId, receiptNo, lines } = asked
  mustServe(by, storeId)
  const known = await sameSlip(tx, asked, now)
  if (known !== null) return known
  try {
    return await writeSlip(tx, { storeId, staffId: '0', basket: { lines }, receiptNo, now })
  } catch (error) {
    // Sent twice at once: the other one wrote it a moment ago.
    const theirs = error instanceof Refused && error.code === 'receipt_taken' ? await sameSlip(tx, asked, now) : null
    if (theirs !== null) return theirs
    throw error
  }
}

/** The slip that this receipt has; refused `receipt_taken` when it is for other goods. */
async function sameSlip(tx: Tx, { storeId, receiptNo, lines }: Input<'open.writeSlip'>, now: Date) {
  const { day } = await today(tx, now)
  const slip = await tx.findOne(Slips, { where: { storeId, day, receiptNo, live: 1 } })
  if (!slip) return null
  if (JSON.stringify(slip.lines) !== JSON.stringify(basketLines({ lines }))) throw new Refused('receipt_taken')
  return slip.id
}
