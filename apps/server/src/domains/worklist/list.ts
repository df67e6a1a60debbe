import { In, MoreThanOrEqual } from 'typeorm'
import type { Output } from '@huitou/shared/api'
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

/** A store's work from today on, along (store, day). */
export async function workOf(read: Reader, staff: Staff, storeId: string, now: Date): Promise<Output<'worklist.mine'>> {
  const { day } = await today(read, now)
  const where = { storeId, day: MoreThanOrEqual(day) }
  const all = await read.find(Items, { where, order: { day: 'ASC', id: 'ASC' }, take: ITEMS_MAX })
  const mine = all.filter(({ roles }) => isForRole(roles, staff.role))
  const rows = mine.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || Number(a.id) - Number(b.id))
  const around = await aroundOf(read, rows)
  const items = rows.map((row) => present(row, around, staff, now))
  return { day, items, open: items.filter(({ group }) => group === 'due').length }
}

export async function workItem(read: Reader, staff: Staff, id: string, now: Date) {
  const row = found(await read.findOne(Items, { where: { id } }))
  return { item: present(row, await aroundOf(read, [row]), staff, now) }
}
