import { isDuplicate } from '#server/platform/db/fault'
import { inTransaction, forUpdate, type Tx } from '#server/platform/db/tx'
import { audit, type AuditRow } from '#server/platform/audit/audit'
import type { Platform } from '#server/platform/platform'
import { Refused, found } from '#server/platform/refused'
import { Pictures, type PictureRow } from './entities'
import type { Encoded } from './encode'
import { namesOf, type MediaNeighbours } from './queries'

const MIME = 'image/webp'

type By = { operatorId: string; act: Omit<AuditRow, 'id' | 'at' | 'action' | 'input'>; now: Date }

/** The row first, and then the files: a sweep that comes between finds a row that is wanted, or is over before the files are written. */
async function writeRow(tx: Tx, { hash, width, height, large, small }: Encoded, { operatorId, act, now }: By) {
  const before = await tx.findOne(Pictures, { where: { hash }, ...forUpdate(tx) })
  await audit(tx, { ...act, at: now, action: 'media.upload', input: { hash } })
  if (before) {
    await tx.update(Pictures, { id: before.id }, { removedAt: null })
    return { ...before, removedAt: null }
  }
  const row: Omit<PictureRow, 'id'> = {
    ...{ hash, width, height, extension: 'webp', bytes: large.length + small.length },
    ...{ uploadedBy: `operator:${operatorId}`, at: now, storedAt: null, removedAt: null },
  }
  const { identifiers } = await tx.insert(Pictures, row)
  return { ...row, id: String(identifiers[0]?.['id']) }
}

/** Keeps a picture, or the one that is the same. Answers its row. */
export async function keepPicture({ db, storage }: Platform, picture: Encoded, by: By): Promise<PictureRow> {
  const write = () => inTransaction(db, (tx) => writeRow(tx, picture, by))
  const row = await write().catch((error: unknown) => {
    // Somebody uploads the same at the same moment: theirs is there now.
    if (isDuplicate(error)) return write()
    throw error
  })
  const names = namesOf(row)
  await storage.put(names.large, picture.large, MIME)
  await storage.put(names.small, picture.small, MIME)
  await inTransaction(db, (tx) => tx.update(Pictures, { id: row.id }, { storedAt: by.now }))
  return row
}

/** Takes a picture out of use; its files go with the next sweep. Refuses picture_in_use. */
export async function removePicture(tx: Tx, { picturesInUse }: MediaNeighbours, id: string, now: Date) {
  const row = found(await tx.findOne(Pictures, { where: { id }, ...forUpdate(tx) }))
  if ((await picturesInUse(tx, [id])).has(id)) throw new Refused('picture_in_use')
  await tx.update(Pictures, { id }, { removedAt: row.removedAt ?? now })
  return id
}
