import type { Opening } from '@huitou/shared/channel/schema'
import type { Reader } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'

/** What codes may lead to lies above this room and is asked through this. */
export type ChannelNeighbours = { opens(read: Reader, opening: Opening): Promise<boolean> }

/** Nobody prints a code that leads nowhere. */
export async function mustOpen(read: Reader, { opens }: ChannelNeighbours, opening: Opening | undefined) {
  if (opening !== undefined && !(await opens(read, opening))) throw new Refused('not_found')
}
