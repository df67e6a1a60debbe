import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { OperatorGathering } from '@huitou/shared/gathering/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { Gatherings, type GatheringRow } from '../entities'
import { gatheringById } from '../seat'
import { bodyOf } from './body'
import { faultsOf } from './lifecycle'

/** The page of the mini program on which a gathering is. */
export const pageOf = (gatheringId: string) => `gathering/show/index?gatheringId=${gatheringId}`

const present = async (read: Reader, row: GatheringRow, now: Date): Promise<OperatorGathering> => ({
  ...{ id: row.id, state: row.state, taken: row.taken, ...bodyOf(row) },
  publishedAt: row.publishedAt?.toISOString() ?? null,
  cancelledAt: row.cancelledAt?.toISOString() ?? null,
  ...{ cancelReason: row.cancelReason, path: pageOf(row.id) },
  faults: row.state === 'draft' ? await faultsOf(read, row, now) : [],
})

export const operatorGathering = async (read: Reader, id: string, now: Date) => ({
  gathering: await present(read, await gatheringById(read, id), now),
})

export async function operatorGatherings(
  read: Reader,
  { state, before }: Input<'gathering.definitions'>,
  now: Date,
): Promise<Output<'gathering.definitions'>> {
  const where = {
    ...(state === undefined ? {} : { state }),
    ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
  }
  const rows = await read.find(Gatherings, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown: OperatorGathering[] = []
  for (const row of rows.slice(0, PAGE_SIZE)) shown.push(await present(read, row, now))
  return { rows: shown, next: rows.length > PAGE_SIZE ? (rows[PAGE_SIZE - 1]?.id ?? null) : null }
}

/** Which of these pictures a gathering shows. */
export async function picturesOfGatherings(read: Reader, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await read.find(Gatherings, { select: { pictureId: true }, where: { pictureId: In([...ids]) } })
  return rows.flatMap(({ pictureId }) => pictureId ?? [])
}

/** Whether a code may lead to it: it is on, or about to be. */
export const isGathering = (read: Reader, id: string) => read.existsBy(Gatherings, { id, state: In(['draft', 'on']) })
