import { judgeReply } from '@huitou/shared/review/rules'
import { lockSurvivor } from '#server/domains/member/member-of'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Reviews } from './entities'

type Replying = {
  reviewId: string
  words: string
  /** Who, as in "staff:3". */
  by: string
  /** The stores whose reviews they may answer; null: all. */
  storeIds: readonly string[] | null
  now: Date
}

/**
 * Replies to a review; within a day who has may change it, which the member is not told again. Locks the member first, so that nobody
 * changes what is being answered. Refuses what `judgeReply` refuses, and store_not_yours. Answers the review's id.
 */
export async function replyTo(tx: Tx, { reviewId, words, by, storeIds, now }: Replying): Promise<string> {
  const { memberId: writtenAs, storeId, purchaseId } = found(await tx.findOne(Reviews, { where: { id: reviewId } }))
  if (storeIds !== null && !storeIds.includes(storeId)) throw new Refused('store_not_yours')
  const member = await lockSurvivor(tx, writtenAs)
  const { repliedAt, repliedBy } = await tx.findOneByOrFail(Reviews, { id: reviewId })
  const decision = judgeReply({ repliedAt, repliedBy, by, left: member === null }, now)
  if (!decision.ok) throw new Refused(decision.reason, { facts: { repliedAt: repliedAt?.toISOString() } })
  if (decision.again) await tx.update(Reviews, { id: reviewId }, { reply: words })
  else {
    await tx.update(Reviews, { id: reviewId }, { reply: words, repliedAt: now, repliedBy: by })
    await announce(tx, 'review.replied', { memberId: member?.id ?? writtenAs, reviewId, purchaseId, storeId }, now)
  }
  return reviewId
}
