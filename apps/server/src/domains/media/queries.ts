import { In, IsNull, LessThan, Not } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import type { PictureLinks } from '@huitou/shared/media/contract'
import { idCursor } from '#server/platform/db/cursor'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Pictures, type PictureRow } from './entities'

export const SMALL_PX = 400

/** Under which names the two sizes are stored and served. */
export const namesOf = ({ hash, extension }: Pick<PictureRow, 'hash' | 'extension'>) => ({
  large: `${hash}.${extension}`,
  small: `${hash}-${SMALL_PX}.${extension}`,
})

export function presentPicture(row: PictureRow): PictureLinks {
  const { large, small } = namesOf(row)
  return { id: row.id, url: `/pictures/${large}`, small: `/pictures/${small}`, width: row.width, height: row.height }
}

/** Links by picture. What was removed meanwhile is left out. */
export async function linksOf(read: Reader, ids: readonly string[]): Promise<Map<string, PictureLinks>> {
  if (ids.length === 0) return new Map()
  const rows = await read.find(Pictures, { where: { id: In([...new Set(ids)]), storedAt: Not(IsNull()) } })
  return new Map(rows.map((row) => [row.id, presentPicture(row)]))
}

/** Holds these pictures while something that shows them is written; refuses not_found for one that is gone or about to go. */
export async function keepPictures(tx: Tx, ids: readonly string[]) {
  const unique = [...new Set(ids)].sort((a, b) => Number(a) - Number(b))
  if (unique.length === 0) return
  const where = { id: In(unique), storedAt: Not(IsNull()), removedAt: IsNull() }
  const rows = await tx.find(Pictures, { where, order: { id: 'ASC' }, ...forUpdate(tx) })
  if (rows.length < unique.length) throw new Refused('not_found')
}

/** What shows pictures lies above this room and is asked through this. */
export type MediaNeighbours = { picturesInUse(read: Reader, ids: readonly string[]): Promise<Set<string>> }

export async function picturePage(
  read: Reader,
  { picturesInUse }: MediaNeighbours,
  { before }: Input<'media.pictures'>,
): Promise<Output<'media.pictures'>> {
  const rows = await read.find(Pictures, {
    where: {
      storedAt: Not(IsNull()),
      removedAt: IsNull(),
      ...(before === undefined ? {} : { id: LessThan(idCursor(before)) }),
    },
    order: { id: 'DESC' },
    take: PAGE_SIZE + 1,
  })
  const page = rows.slice(0, PAGE_SIZE)
  const inUse = await picturesInUse(
    read,
    page.map((row) => row.id),
  )
  return {
    rows: page.map((row) => ({
      ...presentPicture(row),
      bytes: row.bytes,
      at: row.at.toISOString(),
      inUse: inUse.has(row.id),
    })),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
  }
}
