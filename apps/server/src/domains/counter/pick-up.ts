import { undoEndsAt } from '@huitou/shared/counter/rules'
import { lockMember } from '#server/domains/member/member-of'
import { pickUp, undoPickUp } from '#server/domains/mall/order/pick-up'
import { ordersForCounter } from '#server/domains/mall/order/queries'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { Acts } from './day/entities'
import { markUndone, recordAct } from './day/record-act'
import { mustBelong, visitToActOn } from './verify'

/** Hands the goods of an order over. Answers the order's id. */
export async function handOut(
  tx: Tx,
  staff: Staff,
  { visitId, orderId }: { visitId: string; orderId: string },
  now: Date,
): Promise<string> {
  const visit = await visitToActOn(tx, staff, visitId, now)
  mustBelong(visit, 'order', orderId)
  const { memberId, storeId } = visit
  const { staffId } = staff
  await lockMember(tx, memberId)
  const [order] = await ordersForCounter(tx, { memberId, orderId }, storeId, now)
  const { name, quantity } = found(order)
  await pickUp(tx, { orderId, memberId, storeId, staffId, now })
  const title = quantity > 1 ? `${name} ×${quantity}` : name
  await recordAct(tx, { kind: 'pickup', subjectId: orderId, memberId, staffId, storeId, title, now })
  return orderId
}

const lastAct = (read: Reader, orderId: string) =>
  read.findOne(Acts, { where: { kind: 'pickup', subjectId: orderId }, order: { id: 'DESC' } })

export const lastHandOut = async (read: Reader, orderId: string) => found(await lastAct(read, orderId)).at

/** Takes a hand-over back: the order waits again. Answers the order's id. */
export async function takeBackOrder(
  tx: Tx,
  staff: Staff,
  { orderId, reason }: { orderId: string; reason: string },
  now: Date,
): Promise<string> {
  const where = { kind: 'pickup' as const, subjectId: orderId }
  const act = found(await tx.findOne(Acts, { where, order: { id: 'DESC' }, ...forUpdate(tx) }))
  if (!staff.storeIds.includes(act.storeId)) throw new Refused('not_found')
  if (act.undoneAt) throw new Refused('undo_done')
  const endsAt = undoEndsAt(act, { staffId: staff.staffId, role: staff.role })
  if (!endsAt || endsAt <= now) throw new Refused('undo_too_late')
  await undoPickUp(tx, { orderId, staffId: staff.staffId, reason, now })
  await markUndone(tx, { kind: 'pickup', subjectId: orderId, reason, by: staff.staffId, now })
  return orderId
}
