import * as z from 'zod/mini'
import { cursor, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'

/** A picture as screens show it: two sizes of the same, as paths on this server. */
export const pictureLinks = z.object({
  id,
  /** At most 1600 px on its longer side. */
  url: z.string(),
  /** At most 400 px on its longer side. */
  small: z.string(),
  width: z.int(),
  height: z.int(),
})

const storedPicture = z.extend(pictureLinks, {
  bytes: z.int(),
  at: instant,
  /** Something that is kept shows it, so it cannot be removed. */
  inUse: z.boolean(),
})

/** Pictures come in through POST /pictures, as the bytes of the file; the answer is `{ picture: PictureLinks }`. */
export const mediaApi = {
  'media.pictures': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Uploaded pictures, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(storedPicture),
  },
  'media.removePicture': {
    kind: 'command',
    who: 'operator',
    may: 'rules',
    summary: 'Removes a picture that nothing shows. Uploading it again brings it back. Refuses picture_in_use.',
    input: z.object({ pictureId: id }),
    output: z.object({ pictureId: id }),
  },
} as const satisfies Contracts

export type PictureLinks = z.infer<typeof pictureLinks>
export type StoredPicture = z.infer<typeof storedPicture>
