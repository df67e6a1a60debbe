import type { Output } from '@huitou/shared/api'
import { undoEndsAt } from '@huitou/shared/counter/rules'
import { admit, undoAdmission } from '#server/domains/gathering/admit'
import { Tickets } from '#server/domains/gathering/entities'
import { gatheringById } from '#server/domains/gathering/seat'
import { templateById } from '#server/domains/coupon/queries'
import { Coupons } from '#server/domains/coupon/entities'
import { lockMember, memberById } from '#server/domains/member/member-of'
import { nameForOthers } from '#server/domains/member/present'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Refused, found } from '#server/platform/refused'
import { Acts } from './day/entities'
import { markUndone, recordAct } from './day/record-act'
import type { VisitRow } from './entities'
import { visitToActOn } from './verify'

const ticketById = async (read: Reader, id: string) => found(await read.findOne(Tickets, { where: { id } }))

/** A scanned ticket is for one gathering; a member code or a phone number for whatever goes on. */
async function mustBeFor(read: Reader, { kind, subjectId }: VisitRow, gatheringId: string) {
  if (kind === 'coupon' || kind === 'order') throw new Refused('not_found')
  if (kind === 'ticket' && (await ticketById(read, subjectId ?? '0')).gatheringId !== gatheringId)
    throw new Refused('not_found')
}

/** Lets the member of a visit in. Answers the ticket's id. */
export async function admitAt(
  tx: Tx,
  staff: Staff,
  { visitId, gatheringId }: { visitId: string; gatheringId: string },
  now: Date,
): Promise<string> {
  const visit = await visitToActOn(tx, staff, visitId, now)
  await mustBeFor(tx, visit, gatheringId)
  const { memberId, storeId } = visit
  const { staffId } = staff
  const ticketId = await admit(tx, { gatheringId, memberId, storeId, staffId, now })
  const { title } = await gatheringById(tx, gatheringId)
  const { points } = await ticketById(tx, ticketId)
  const act = { kind: 'admission', subjectId: ticketId, memberId, staffId, storeId, title, now } as const
  await recordAct(tx, { ...act, points: points === 0 ? null : points })
  return ticketId
}

/** Takes an admission back, with all that it gave. Answers the ticket's id. */
export async function takeBackAdmission(
  tx: Tx,
  staff: Staff,
  { ticketId, reason }: { ticketId: string; reason: string },
  now: Date,
): Promise<string> {
  const { memberId } = await ticketById(tx, ticketId)
  await lockMember(tx, memberId)
  const where = { kind: 'admission' as const, subjectId: ticketId }
  const act = found(await tx.findOne(Acts, { where, order: { id: 'DESC' }, ...forUpdate(tx) }))
  if (!staff.storeIds.includes(act.storeId)) throw new Refused('not_found')
  if (act.undoneAt) throw new Refused('undo_done')
  const endsAt = undoEndsAt(act, { staffId: staff.staffId, role: staff.role })
  if (!endsAt || endsAt <= now) throw new Refused('undo_too_late')
  await undoAdmission(tx, ticketId, now)
  await markUndone(tx, { ...where, reason, by: staff.staffId, now })
  return ticketId
}

async function gaveWords(read: Reader, { points, couponId }: { points: number; couponId: string | null }) {
  const coupon = couponId === null ? null : await read.findOne(Coupons, { where: { id: couponId } })
  const name = coupon && (await templateById(read, coupon.templateId)).name
  const parts = [...(points > 0 ? [`${points} 积分`] : []), ...(name === null ? [] : [`「${name}」`])]
  return parts.length === 0 ? null : `送了 ${parts.join('、')}`
}

export async function presentAdmission(read: Reader, ticketId: string): Promise<Output<'counter.admit'>> {
  const ticket = await ticketById(read, ticketId)
  const { title } = await gatheringById(read, ticket.gatheringId)
  return {
    ...{ ticketId, title, memberName: nameForOthers(await memberById(read, ticket.memberId)) },
    at: ticket.usedAt?.toISOString() ?? null,
    gave: await gaveWords(read, ticket),
  }
}
