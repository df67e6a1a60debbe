import { lockSurvivor } from '#server/domains/member/member-of'
import { isBack, purchaseById } from '#server/domains/purchase/queries'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Reviews } from './entities'
import { takePointsBack } from './give'

type Refunded = { memberId: string; purchaseId: string; now: Date }

/** Once nothing of a purchase is kept, its review is marked and what it gave goes back; what was said stays, and a part given back changes nothing. */
export async function undoForRefund(tx: Tx, { memberId: boughtAs, purchaseId, now }: Refunded) {
  const member = await lockSurvivor(tx, boughtAs)
  const row = await tx.findOne(Reviews, { where: { purchaseId } })
  if (!row || row.refundedAt !== null || !(await isBack(tx, await purchaseById(tx, purchaseId)))) return
  const { id, memberId } = row
  // Who has left has nothing left to take.
  const stands = member === null ? { owed: null } : await takePointsBack(tx, row, now)
  await tx.update(Reviews, { id }, { ...stands, refundedAt: now })
  await announce(tx, 'review.undone', { memberId, reviewId: id, purchaseId }, now)
}
