import { LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { OperatorGroup } from '@huitou/shared/community/console-contract'
import { wayInto } from '@huitou/shared/community/rules'
import { groupFaults, groupFaultWords } from '@huitou/shared/community/word-rules'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Groups, Visits, type GroupRow } from '../entities'

type Counted = { groupId: string | number; n: string | number }

/** How many people found no code when they looked last, by group. */
async function lackingIn(read: Reader, groupIds: readonly string[]): Promise<Map<string, number>> {
  if (groupIds.length === 0) return new Map()
  const rows = await read
    .createQueryBuilder(Visits, 'visit')
    .select(['visit.groupId AS groupId', 'COUNT(*) AS n'])
    .where('visit.groupId IN (:...groupIds) AND visit.lacking = 1', { groupIds })
    .groupBy('visit.groupId')
    .getRawMany<Counted>()
  return new Map(rows.map(({ groupId, n }) => [String(groupId), Number(n)]))
}

async function presentGroups(read: Reader, rows: readonly GroupRow[], now: Date): Promise<OperatorGroup[]> {
  const shut = rows.filter((row) => row.state !== 'ended' && wayInto(row, now) !== 'open')
  const lacking = await lackingIn(
    read,
    shut.map(({ id }) => id),
  )
  return rows.map(({ askedAt: _askedAt, ...row }) => ({
    ...row,
    ...{ until: row.until?.toISOString() ?? null, savedAt: row.savedAt.toISOString() },
    faults: groupFaults(row, now).map(groupFaultWords),
    lacking: lacking.get(row.id) ?? 0,
  }))
}

export async function operatorGroup(read: Reader, id: string, now: Date): Promise<Output<'community.saveGroup'>> {
  const rows = await read.find(Groups, { where: { id } })
  return { group: found((await presentGroups(read, rows, now))[0]) }
}

export async function operatorGroups(
  read: Reader,
  { state, before }: Input<'community.groups'>,
  now: Date,
): Promise<Output<'community.groups'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Groups, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const next = rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null
  return { rows: await presentGroups(read, rows.slice(0, PAGE_SIZE), now), next }
}
