import { IsNull } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import { Items } from './entities'

/** What staff were to do about a leaving member goes; what they did stays as their work, about nobody. */
export async function forgetWorkAbout(tx: Tx, memberId: string) {
  await tx.delete(Items, { memberId, closedAt: IsNull() })
  await tx.update(Items, { memberId }, { memberId: null, reason: null, text: null })
}

/** What is to be done about a membership is about the one that goes on. */
export const moveWork = (tx: Tx, fromMemberId: string, toMemberId: string) =>
  tx.update(Items, { memberId: fromMemberId }, { memberId: toMemberId })
