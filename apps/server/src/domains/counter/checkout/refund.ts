import { createHash } from 'node:crypto'
import type { Input, Output } from '@huitou/shared/api'
import { actUndoEndsAt, judgeRefund } from '@huitou/shared/counter/rules'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { presentRefunded, purchaseById, purchaseWithLines } from '#server/domains/purchase/queries'
import { refundPurchase } from '#server/domains/purchase/refund'
import { Refunds } from '#server/domains/purchase/entities'
import type { Reader, Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Acts, TILL } from '../day/entities'
import { recordAct } from '../day/record-act'

/** Who sold it, as far as it was sold at a counter; what a till recorded is nobody's here, and only a manager's to take back. */
async function soldBy(read: Reader, staff: Staff, purchaseId: string) {
  const purchase = await purchaseById(read, purchaseId)
  if (!staff.storeIds.includes(purchase.storeId)) throw new Refused('not_found')
  const act = await read.findOne(Acts, { where: { kind: 'purchase', subjectId: purchaseId } })
  return { purchase, sold: { kind: 'purchase', at: act?.at ?? purchase.recordedAt, staffId: act?.staffId ?? TILL } }
}

export async function presentPurchaseFor(
  read: Reader,
  staff: Staff,
  purchaseId: string,
  now: Date,
): Promise<Output<'counter.purchase'>> {
  const { purchase, sold } = await soldBy(read, staff, purchaseId)
  const member = found(await read.findOne(Members, { where: { id: purchase.memberId } }))
  const until = actUndoEndsAt(sold, staff)
  return {
    ...(await purchaseWithLines(read, purchaseId)),
    memberName: nameForOthers(member),
    refundUntil: until && until > now ? until.toISOString() : null,
  }
}

// A clerk's refund has no number of its own: what it takes, from where things stood, names it.
const refundKeyOf = (purchaseId: string, refundsBefore: number, what: object) =>
  `c-${createHash('sha256')
    .update(JSON.stringify([purchaseId, refundsBefore, what]))
    .digest('hex')
    .slice(0, 32)}`

/** Takes a purchase back at the counter. Answers the refund's id. */
export async function refundAtCounter(
  tx: Tx,
  staff: Staff,
  { purchaseId, what, reason }: Input<'counter.refund'>,
  now: Date,
): Promise<string> {
  const { purchase, sold } = await soldBy(tx, staff, purchaseId)
  mustBe(judgeRefund(sold, staff, what.by === 'whole', now))
  const { staffId } = staff
  const refundKey = refundKeyOf(purchaseId, await tx.countBy(Refunds, { purchaseId }), what)
  const refundId = await refundPurchase(tx, { purchaseId, refundKey, what, reason, actor: `staff:${staffId}`, now })
  const { memberId, storeId, receiptNo } = purchase
  const { amountFen } = found(await tx.findOne(Refunds, { where: { id: refundId } }))
  const act = { kind: 'refund' as const, subjectId: refundId, memberId, staffId, storeId }
  await recordAct(tx, { ...act, title: `退款 ${receiptNo}`, amountFen, now })
  return refundId
}

export const presentRefund = async (read: Reader, refundId: string): Promise<Output<'counter.refund'>> => ({
  refund: (await presentRefunded(read, refundId)).refund,
})
