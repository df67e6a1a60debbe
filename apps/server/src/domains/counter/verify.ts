import { undoEndsAt } from '@huitou/shared/counter/rules'
import { unuseCoupon, useCoupon } from '#server/domains/coupon/use'
import { lockMember } from '#server/domains/member/member-of'
import { isDuplicate } from '#server/platform/db/fault'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { Verifications, type VisitRow } from './entities'
import { visitOfClerk } from './queries'

/** Only what the visit is about: the scanned coupon, or for a member code any of theirs. */
const mustBelong = (visit: VisitRow, couponId: string) => {
  if (visit.kind === 'coupon' && visit.subjectId !== couponId) throw new Refused('not_found')
}

/** Uses up one coupon of a visit (P3). Answers the verification's id. */
export async function verify(tx: Tx, staff: Staff, visitId: string, couponId: string, now: Date): Promise<string> {
  const visit = await visitOfClerk(tx, staff.staffId, visitId)
  if (!staff.storeIds.includes(visit.storeId)) throw new Refused('store_not_yours')
  if (visit.endsAt <= now) throw new Refused('visit_over')
  mustBelong(visit, couponId)
  const { memberId, storeId, day } = visit
  await lockMember(tx, memberId)
  await useCoupon(tx, { couponId, memberId, storeId, staffId: staff.staffId, now })
  const row = { couponId, live: 1 as const, visitId, memberId, staffId: staff.staffId, storeId, day, at: now }
  try {
    const { identifiers } = await tx.insert(Verifications, { ...row, undoneAt: null, undoReason: null, undoneBy: null })
    return String(identifiers[0]?.['id'])
  } catch (error) {
    if (isDuplicate(error)) throw new Refused('coupon_used', { cause: error })
    throw error
  }
}

/** Takes a verification back: the coupon is unused again, with its original end. Answers the verification's id. */
export async function undo(
  tx: Tx,
  staff: Staff,
  { verificationId, reason }: { verificationId: string; reason: string },
  now: Date,
) {
  const row = found(await tx.findOne(Verifications, { where: { id: verificationId }, ...forUpdate(tx) }))
  if (!staff.storeIds.includes(row.storeId)) throw new Refused('not_found')
  if (row.undoneAt) throw new Refused('undo_done')
  const endsAt = undoEndsAt(row, { staffId: staff.staffId, role: staff.role })
  if (!endsAt || endsAt <= now) throw new Refused('undo_too_late')
  await tx.update(
    Verifications,
    { id: row.id },
    { live: null, undoneAt: now, undoReason: reason, undoneBy: staff.staffId },
  )
  await unuseCoupon(tx, row.couponId, now)
  return row.id
}
