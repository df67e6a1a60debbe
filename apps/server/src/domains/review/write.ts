import { In } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import { areAsked, isLow, judgeWrite } from '@huitou/shared/review/rules'
import type { Scores } from '@huitou/shared/review/schema'
import { lockMember, membershipsTaken } from '#server/domains/member/member-of'
import { Purchases, type PurchaseRow } from '#server/domains/purchase/entities'
import { isBack } from '#server/domains/purchase/queries'
import { today } from '#server/domains/store/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Reviews, ReviewScores } from './entities'
import { givePoints, promisedNow } from './give'
import { askForLow } from './low'
import { reviewPolicyAt } from './policy/queries'
import { sealText } from './sealed'

export type Writing = Input<'review.write'> & { memberId: string; now: Date }

/** A purchase of this member's, or of a membership that they took over. */
export const purchaseOf = async (read: Reader, memberId: string, id: string): Promise<PurchaseRow> =>
  found(await read.findOne(Purchases, { where: { id, memberId: In(await membershipsTaken(read, memberId)) } }))

/** Refuses review_aspects with what is asked about. */
export function mustBeAsked(aspects: readonly string[], scores: Scores) {
  if (!areAsked(aspects, scores)) throw new Refused('review_aspects', { facts: { aspects } })
}

export const keepScores = (tx: Tx, reviewId: string, scores: Scores) =>
  tx.insert(
    ReviewScores,
    scores.map(({ aspect, score }, index) => ({ reviewId, place: index + 1, aspect, score })),
  )

const FRESH = {
  ...{ changedAt: null, points: 0, txnId: null, takenBack: false, owed: null },
  ...{ refundedAt: null, reply: null, repliedAt: null, repliedBy: null },
} as const

/**
 * Says how a purchase was, once, and gives what any review gives. Refuses what `judgeWrite` refuses, and review_aspects. Answers the
 * review's id.
 */
export async function writeReview(tx: Tx, vault: Vault, { purchaseId, scores, text, memberId, now }: Writing) {
  await lockMember(tx, memberId)
  const purchase = await purchaseOf(tx, memberId, purchaseId)
  const policy = await reviewPolicyAt(tx, now)
  const written = await tx.existsBy(Reviews, { purchaseId })
  mustBe(judgeWrite({ policy, boughtAt: purchase.at, isBack: await isBack(tx, purchase), written }, now))
  mustBeAsked(policy.aspects, scores)
  const { storeId, day: boughtDay } = purchase
  const { day } = await today(tx, now)
  const promised = await promisedNow(tx, policy, memberId, day)
  const low = isLow(scores, policy.lowScore)
  const { identifiers } = await tx.insert(Reviews, {
    ...{ ...FRESH, purchaseId, memberId, storeId, boughtDay, day, at: now, scores, low, promised },
    textSealed: sealText(vault, text),
  })
  const id = String(identifiers[0]?.['id'])
  await keepScores(tx, id, scores)
  if (promised > 0) await tx.update(Reviews, { id }, await givePoints(tx, { id, purchaseId, memberId, promised }, now))
  if (low) await askForLow(tx, { id, memberId, storeId, scores }, purchase.receiptNo, now)
  const at = now.toISOString()
  await announce(tx, 'review.written', { memberId, reviewId: id, purchaseId, storeId, at }, now)
  return id
}
