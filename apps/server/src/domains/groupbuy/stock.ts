import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { Activities } from './entities'

/** One piece off what all share, so it comes last. Never below zero, whoever comes at once. Refuses group_sold_out. */
export async function takePiece(tx: Tx, activityId: string) {
  const { affected } = await tx
    .createQueryBuilder()
    .update(Activities)
    .set({ stockLeft: () => 'stock_left - 1' })
    .where('id = :id AND stockLeft > 0', { id: activityId })
    .execute()
  if (affected !== 1) throw new Refused('group_sold_out')
}

/** Puts pieces back that come to nothing. */
export const givePieceBack = (tx: Tx, activityId: string) =>
  tx.increment(Activities, { id: activityId }, 'stockLeft', 1)
