import { IsNull, LessThanOrEqual } from 'typeorm'
import { forUpdate, inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Pictures } from './entities'
import { namesOf } from './queries'

/** Pages that were open when it was removed still show it for a while. */
const KEEP_MS = 24 * 3_600_000
const PICTURES_A_RUN = 50

/**
 * Deletes the files of what was removed a day ago, and of uploads that never arrived whole. Under the row's lock: whoever uploads the same
 * again meanwhile waits, and then writes its files anew. True when more is waiting.
 */
export async function sweepPictures({ db, storage }: Platform, now: Date): Promise<boolean> {
  const before = new Date(now.getTime() - KEEP_MS)
  const due = [{ removedAt: LessThanOrEqual(before) }, { storedAt: IsNull(), at: LessThanOrEqual(before) }]
  const rows = await db.manager.find(Pictures, { select: { id: true }, where: due, take: PICTURES_A_RUN })
  for (const { id } of rows)
    await inTransaction(db, async (tx) => {
      const row = await tx.findOne(Pictures, { where: due.map((one) => ({ ...one, id })), ...forUpdate(tx) })
      if (!row) return
      for (const name of Object.values(namesOf(row))) await storage.remove(name)
      await tx.delete(Pictures, { id })
    })
  return rows.length === PICTURES_A_RUN
}
