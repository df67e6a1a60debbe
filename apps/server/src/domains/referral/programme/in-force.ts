import { LessThanOrEqual } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Programmes, type ProgrammeRow } from '../entities'

/** The newest version that was published by then. */
export const newestAt = (read: Reader, at: Date): Promise<ProgrammeRow | null> =>
  read.findOne(Programmes, {
    where: { state: 'published', publishedAt: LessThanOrEqual(at) },
    order: { version: 'DESC' },
  })

/** The programme by which somebody who joins at a moment is bound; null where inviting was off (P8). */
export async function programmeAt(read: Reader, at: Date): Promise<ProgrammeRow | null> {
  const newest = await newestAt(read, at)
  return newest && (newest.pausedAt === null || newest.pausedAt > at) ? newest : null
}

export const programmeById = async (read: Reader, id: string): Promise<ProgrammeRow> =>
  found(await read.findOne(Programmes, { where: { id } }))
