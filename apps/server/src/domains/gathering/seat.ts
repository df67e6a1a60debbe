import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Gatherings, type GatheringRow } from './entities'

export const gatheringById = async (read: Reader, id: string): Promise<GatheringRow> =>
  found(await read.findOne(Gatherings, { where: { id } }))

/** One of the places that all share, so it comes last. Never more than there are, and none of what was called off meanwhile. */
export async function takeSeat(tx: Tx, id: string) {
  const { affected } = await tx
    .createQueryBuilder()
    .update(Gatherings)
    .set({ taken: () => 'taken + 1' })
    .where("id = :id AND state = 'on' AND (seats IS NULL OR taken < seats)", { id })
    .execute()
  if (affected === 1) return
  throw new Refused((await gatheringById(tx, id)).state === 'on' ? 'gathering_full' : 'gathering_cancelled')
}

/** A place for somebody else. */
export const freeSeats = (tx: Tx, id: string, seats = 1) => tx.decrement(Gatherings, { id }, 'taken', seats)
