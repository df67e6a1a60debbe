import { EntitySchema } from 'typeorm'
import { count, instant, key, token } from '#server/platform/db/columns'

/** A picture by the hash of its bytes: the same picture twice is one. The small size lies beside it under the same hash. */
export type PictureRow = {
  id: string
  hash: string
  extension: 'webp'
  width: number
  height: number
  bytes: number
  uploadedBy: string
  at: Date
  /** Null until its files lie in the storage. */
  storedAt: Date | null
  /** To be swept, unless it is uploaded again before. */
  removedAt: Date | null
}

export const Pictures = new EntitySchema<PictureRow>({
  name: 'picture',
  columns: {
    id: key(),
    hash: token(64),
    extension: token(8),
    width: count(),
    height: count(),
    bytes: count(),
    uploadedBy: token(32),
    at: instant(),
    storedAt: instant({ nullable: true }),
    removedAt: instant({ nullable: true }),
  },
})
