import { In, LessThan, type FindOptionsWhere } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { undoEndsAt } from '@huitou/shared/counter/rules'
import type { Verification } from '@huitou/shared/counter/contract'
import type { CounterVisit } from '@huitou/shared/counter/visit-schema'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Coupons } from '#server/domains/coupon/entities'
import { templatesWithStores, unusedCoupons } from '#server/domains/coupon/queries'
import { ticketsForCounter } from '#server/domains/gathering/show/door'
import { ordersForCounter } from '#server/domains/mall/order/queries'
import { Members } from '#server/domains/member/entities'
import { memberById } from '#server/domains/member/member-of'
import { nameForOthers, phoneMaskedOf } from '#server/domains/member/present'
import { tagWordsOf } from '#server/domains/member/tag/tags'
import { balanceOf } from '#server/domains/points/queries'
import { staffNames } from '#server/domains/staff/queries'
import { Stores } from '#server/domains/store/entities'
import { today } from '#server/domains/store/queries'
import { tierNameOf } from '#server/domains/tier/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { idCursor } from '#server/platform/db/cursor'
import { Refused, found } from '#server/platform/refused'
import { Verifications, Visits, type VerificationRow, type VisitRow } from './entities'
import { couponsForCounter } from './judge'

/** A visit belongs to the clerk who scanned; to anybody else it does not exist. */
export const visitOfClerk = async (read: Reader, staffId: string, id: string) =>
  found(await read.findOne(Visits, { where: { id, staffId } }))

/** Still within its ten minutes, and in a store where the clerk still works: after that a scan tells nothing any more. */
export async function openVisitOf(read: Reader, staff: Staff, id: string, now: Date): Promise<string> {
  const visit = await visitOfClerk(read, staff.staffId, id)
  if (!staff.storeIds.includes(visit.storeId)) throw new Refused('not_found')
  if (visit.endsAt <= now) throw new Refused('visit_over')
  return visit.id
}

async function couponsOfVisit(read: Reader, { kind, subjectId, memberId }: VisitRow, now: Date) {
  if (kind === 'order' || kind === 'ticket') return []
  if (kind === 'coupon') return read.find(Coupons, { where: { id: subjectId ?? '0' } })
  return unusedCoupons(read, memberId, now)
}

async function ordersOfVisit(read: Reader, { kind, subjectId, memberId, storeId }: VisitRow, now: Date) {
  if (kind === 'coupon' || kind === 'ticket') return []
  return ordersForCounter(read, kind === 'order' ? { memberId, orderId: subjectId ?? '0' } : { memberId }, storeId, now)
}

async function ticketsOfVisit(read: Reader, { kind, subjectId, memberId, storeId }: VisitRow, now: Date) {
  if (kind === 'coupon' || kind === 'order') return []
  return ticketsForCounter(read, { memberId, ticketId: kind === 'ticket' ? subjectId : null }, storeId, now)
}

export async function presentVisit(
  read: Reader,
  vault: Vault,
  staff: Staff,
  visitId: string,
  now: Date,
): Promise<CounterVisit> {
  const visit = await visitOfClerk(read, staff.staffId, visitId)
  const member = await memberById(read, visit.memberId)
  return {
    id: visit.id,
    kind: visit.kind,
    endsAt: visit.endsAt.toISOString(),
    member: {
      name: nameForOthers(member),
      phoneMasked: phoneMaskedOf(vault, member),
      tierName: await tierNameOf(read, member.tierLevel),
      available: await balanceOf(read, visit.memberId, 'points', now),
      onWechat: member.userId !== null,
      tags: await tagWordsOf(read, visit.memberId),
    },
    coupons: await couponsForCounter(read, await couponsOfVisit(read, visit, now), visit.storeId, now),
    orders: await ordersOfVisit(read, visit, now),
    tickets: await ticketsOfVisit(read, visit, now),
    trusted: visit.kind !== 'phone',
  }
}

async function presentVerifications(
  read: Reader,
  rows: readonly VerificationRow[],
  staff: Staff,
  now: Date,
): Promise<Verification[]> {
  if (rows.length === 0) return []
  const coupons = await read.find(Coupons, { where: { id: In(rows.map((row) => row.couponId)) } })
  const templates = await templatesWithStores(
    read,
    coupons.map((coupon) => coupon.templateId),
  )
  const members = await read.find(Members, { where: { id: In(rows.map((row) => row.memberId)) } })
  const stores = await read.find(Stores, { where: { id: In(rows.map((row) => row.storeId)) } })
  const names = await staffNames(
    read,
    rows.map((row) => row.staffId),
  )
  return rows.map((row) => {
    const coupon = found(coupons.find((one) => one.id === row.couponId))
    const undoUntil = row.undoneAt ? null : undoEndsAt(row, { staffId: staff.staffId, role: staff.role })
    return {
      id: row.id,
      couponName: found(templates.get(coupon.templateId)).template.name,
      memberName: nameForOthers(found(members.find((member) => member.id === row.memberId))),
      staffName: names.get(row.staffId) ?? '',
      storeName: stores.find((store) => store.id === row.storeId)?.name ?? '',
      at: row.at.toISOString(),
      undoneAt: row.undoneAt?.toISOString() ?? null,
      undoReason: row.undoReason,
      undoUntil: undoUntil && undoUntil > now ? undoUntil.toISOString() : null,
    }
  })
}

export async function presentVerification(read: Reader, id: string, staff: Staff, now: Date): Promise<Verification> {
  const [card] = await presentVerifications(
    read,
    [found(await read.findOne(Verifications, { where: { id } }))],
    staff,
    now,
  )
  return found(card)
}

/** A store's day, newest first, along (store, day, id). */
export async function dayOfStore(
  read: Reader,
  staff: Staff,
  { storeId, before }: { storeId: string; before?: string | undefined },
  now: Date,
): Promise<Output<'counter.today'>> {
  const { day } = await today(read, now)
  const where: FindOptionsWhere<VerificationRow> = { storeId, day }
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const rows = await read.find(Verifications, {
    where: { ...where, ...older },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  const verified = await read.countBy(Verifications, { ...where, live: 1 })
  const total = await read.countBy(Verifications, where)
  return {
    totals: {
      verified,
      undone: total - verified,
      refused: await read.countBy(Visits, { storeId, day, refused: true }),
      mine: await read.countBy(Verifications, { ...where, live: 1, staffId: staff.staffId }),
    },
    rows: await presentVerifications(read, page, staff, now),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
