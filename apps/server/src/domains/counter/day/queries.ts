import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { Act } from '@huitou/shared/counter/acts-contract'
import { actUndoEndsAt } from '@huitou/shared/counter/rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { refundedWhole } from '#server/domains/purchase/queries'
import { staffNames } from '#server/domains/staff/queries'
import { today } from '#server/domains/store/queries'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { Visits } from '../entities'
import { Acts, TILL, type ActRow } from './entities'
import { sumsOf, totalsOf } from './totals'

const isString = (id: string | null): id is string => id !== null

/** As it goes over the wire. */
const doerOf = (staffId: string) => (staffId === TILL ? 'till' : staffId)

const nameOf = (names: Map<string, string>, staffId: string) =>
  staffId === TILL ? '收银机' : (names.get(staffId) ?? '')

async function presentActs(read: Reader, rows: readonly ActRow[], staff: Staff, now: Date): Promise<Act[]> {
  const memberIds = rows.map((row) => row.memberId).filter(isString)
  const members = memberIds.length === 0 ? [] : await read.find(Members, { where: { id: In(memberIds) } })
  const names = await staffNames(read, rows.flatMap((row) => [row.staffId, row.undoneBy]).filter(isString))
  const sold = rows.filter((row) => row.kind === 'purchase').map((row) => row.subjectId)
  const refunded = await refundedWhole(read, sold)
  return rows.map((row) => {
    const member = members.find((one) => one.id === row.memberId)
    const isRefunded = row.kind === 'purchase' && refunded.has(row.subjectId)
    const undoUntil = row.undoneAt || isRefunded ? null : actUndoEndsAt(row, staff)
    return {
      ...{ id: row.id, kind: row.kind, subjectId: row.subjectId, title: row.title },
      memberName: member ? nameForOthers(member) : null,
      staffId: doerOf(row.staffId),
      staffName: nameOf(names, row.staffId),
      at: row.at.toISOString(),
      amountFen: row.amountFen,
      points: row.points,
      undoneAt: row.undoneAt?.toISOString() ?? null,
      undoReason: row.undoReason,
      undoneBy: row.undoneBy === null ? null : (names.get(row.undoneBy) ?? ''),
      refunded: isRefunded,
      undoUntil: undoUntil && undoUntil > now ? undoUntil.toISOString() : null,
    }
  })
}

/** Totals per clerk, for who runs the store. */
async function clerksOf(read: Reader, sums: Awaited<ReturnType<typeof sumsOf>>) {
  const ids = [...new Set(sums.map((sum) => sum.staffId))].sort((a, b) => Number(a) - Number(b))
  const names = await staffNames(read, ids)
  return ids.map((staffId) => ({
    staffId: doerOf(staffId),
    name: nameOf(names, staffId),
    totals: totalsOf(sums.filter((sum) => sum.staffId === staffId)),
  }))
}

/** A store's day along (store, day, id), newest first. */
export async function dayOfCounter(
  read: Reader,
  staff: Staff,
  { storeId, day: asked, staffId: doer, before }: Input<'counter.day'>,
  now: Date,
): Promise<Output<'counter.day'>> {
  const day = asked ?? (await today(read, now)).day
  const staffId = doer === 'till' ? TILL : doer
  const sums = await sumsOf(read, { storeId, day })
  const rows = await read.find(Acts, {
    where: { storeId, day, ...(staffId ? { staffId } : {}), ...(before ? { id: LessThan(idCursor(before)) } : {}) },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    day,
    totals: { ...totalsOf(sums), refused: await read.countBy(Visits, { storeId, day, refused: true }) },
    mine: totalsOf(sums.filter((sum) => sum.staffId === staff.staffId)),
    clerks: staff.role === 'clerk' ? [] : await clerksOf(read, sums),
    rows: await presentActs(read, page, staff, now),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
