import { undoEndsAt } from '@huitou/shared/counter/rules'
import { Coupons } from '#server/domains/coupon/entities'
import { templateById } from '#server/domains/coupon/queries'
import { returnUse, useCoupon } from '#server/domains/coupon/use'
import { lockMember } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { markUndone, recordAct } from './day/record-act'
import { Verifications, type VisitRow } from './entities'
import { visitOfClerk } from './queries'

/** A visit that is still open, of this clerk, in a store of theirs. */
export async function visitToActOn(tx: Tx, staff: Staff, visitId: string, now: Date): Promise<VisitRow> {
  const visit = await visitOfClerk(tx, staff.staffId, visitId)
  if (!staff.storeIds.includes(visit.storeId)) throw new Refused('store_not_yours')
  if (visit.endsAt <= now) throw new Refused('visit_over')
  return visit
}

/** Only what the visit is about: the scanned thing, or for a member code any of theirs. A phone number alone opens no wallet. */
export function mustBelong({ kind, subjectId }: VisitRow, wanted: 'coupon' | 'order', id: string) {
  if (kind === 'phone') throw new Refused('code_needed')
  if (kind !== 'member' && (kind !== wanted || subjectId !== id)) throw new Refused('not_found')
}

/** Uses a coupon of a visit, once (P3). Answers the verification's id. */
export async function verify(tx: Tx, staff: Staff, visitId: string, couponId: string, now: Date): Promise<string> {
  const visit = await visitToActOn(tx, staff, visitId, now)
  mustBelong(visit, 'coupon', couponId)
  const { memberId, storeId, day } = visit
  const { staffId } = staff
  await lockMember(tx, memberId)
  const cause = `visit:${visitId}:${couponId}`
  const useId = await useCoupon(tx, { couponId, memberId, storeId, by: `staff:${staffId}`, cause, now })
  const undone = { undoneAt: null, undoReason: null, undoneBy: null }
  const row = { couponId, live: 1 as const, useId, visitId, memberId, staffId, storeId, day, at: now, ...undone }
  const { identifiers } = await tx.insert(Verifications, row)
  const id = String(identifiers[0]?.['id'])
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId } }))
  const { name: title } = await templateById(tx, coupon.templateId)
  await recordAct(tx, { kind: 'verification', subjectId: id, memberId, staffId, storeId, title, now })
  return id
}

/** Takes a verification back: the coupon has its use again, with its original end. Answers the verification's id. */
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
  const by = staff.staffId
  await tx.update(Verifications, { id: row.id }, { live: null, undoneAt: now, undoReason: reason, undoneBy: by })
  await returnUse(tx, found(row.useId), now)
  await markUndone(tx, { kind: 'verification', subjectId: row.id, reason, by, now })
  return row.id
}
