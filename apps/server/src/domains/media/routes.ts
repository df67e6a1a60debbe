import type { Handlers } from '#server/platform/http/call'
import { removePicture } from './keep-picture'
import { picturePage, type MediaNeighbours } from './queries'

export const mediaRoutes = (neighbours: MediaNeighbours) =>
  ({
    'media.pictures': (read, { input }) => picturePage(read, neighbours, input),
    'media.removePicture': {
      run: (tx, { input, now }) => removePicture(tx, neighbours, input.pictureId, now),
      show: (_read, _call, pictureId) => Promise.resolve({ pictureId }),
    },
  }) satisfies Partial<Handlers>
