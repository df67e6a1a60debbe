import { In, MoreThanOrEqual, Not } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import type { WorkItem } from '@huitou/shared/worklist/contract'
import { groupOf, isForRole, isLate, stateAt, undoUntilOf } from '@huitou/shared/worklist/rules'
import { linksOf } from '#server/domains/media/queries'
import { Members } from '#server/domains/member/entities'
import { nameForOthers } from '#server/domains/member/present'
import { staffNames } from '#server/domains/staff/queries'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import type { Staff } from '#server/platform/http/call'
import { found } from '#server/platform/refused'
import { Items, type ItemRow } from './entities'

const ITEMS_MAX = 300

async function aroundOf(read: Reader, rows: readonly ItemRow[]) {
  const memberIds = [...new Set(rows.flatMap(({ memberId }) => memberId ?? []))]
  const members = memberIds.length === 0 ? [] : await read.find(Members, { where: { id: In(memberIds) } })
  return {
    members: new Map(members.map((one) => [one.id, nameForOthers(one)])),
    staff: await staffNames(
      read,
      rows.flatMap(({ staffId }) => staffId ?? []),
    ),
    pictures: await linksOf(
      read,
      rows.flatMap(({ pictureId }) => pictureId ?? []),
    ),
  }
}

type Around = Awaited<ReturnType<typeof aroundOf>>

function present(row: ItemRow, around: Around, staff: Staff, now: Date): WorkItem {
  const { members, staff: names, pictures } = around
  const state = stateAt(row, now)
  const picture = row.pictureId === null ? undefined : pictures.get(row.pictureId)
  const undoUntil = undoUntilOf(row, staff)
  return {
    ...{ id: row.id, group: groupOf(row, now), state, title: row.title, text: row.text, path: row.path },
    picture: picture ? { url: picture.url, width: picture.width, height: picture.height } : null,
    dueAt: row.dueAt.toISOString(),
    late: state === 'open' ? isLate(row, now) : row.late,
    memberName: row.memberId === null ? null : (members.get(row.memberId) ?? null),
    reason: row.reason,
    by: row.staffId === null ? null : (names.get(row.staffId) ?? ''),
    closedAt: row.closedAt?.toISOString() ?? null,
    skipReason: row.skipReason,
    undoUntil: undoUntil && undoUntil > now ? undoUntil.toISOString() : null,
  }
}

/** From today on, along (store, day). What is open comes first, so that no day is too full for what is left to do. */
async function rowsOf(read: Reader, storeId: string, day: Day): Promise<ItemRow[]> {
  const where = { storeId, day: MoreThanOrEqual(day) }
  const order = { day: 'ASC', id: 'ASC' } as const
  const open = await read.find(Items, { where: { ...where, state: 'open' }, order, take: ITEMS_MAX })
  if (open.length === ITEMS_MAX) return open
  const rest = { where: { ...where, state: Not('open' as const) }, order, take: ITEMS_MAX - open.length }
  return [...open, ...(await read.find(Items, rest))]
}

/** A store's work from today on: earliest first. */
export async function workOf(read: Reader, staff: Staff, storeId: string, now: Date): Promise<Output<'worklist.mine'>> {
  const { day } = await today(read, now)
  const mine = (await rowsOf(read, storeId, day)).filter(({ roles }) => isForRole(roles, staff.role))
  const rows = mine.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || Number(a.id) - Number(b.id))
  const around = await aroundOf(read, rows)
  const items = rows.map((row) => present(row, around, staff, now))
  return { day, items, open: items.filter(({ group }) => group === 'due').length }
}

export async function workItem(read: Reader, staff: Staff, id: string, now: Date) {
  const row = found(await read.findOne(Items, { where: { id } }))
  return { item: present(row, await aroundOf(read, [row]), staff, now) }
}
