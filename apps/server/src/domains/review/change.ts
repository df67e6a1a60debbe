import { isLow, judgeChange } from '@huitou/shared/review/rules'
import { lockMember } from '#server/domains/member/member-of'
import { isBack } from '#server/domains/purchase/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Tx } from '#server/platform/db/tx'
import { found, mustBe } from '#server/platform/refused'
import { Reviews, ReviewScores } from './entities'
import { askForLow } from './low'
import { reviewPolicyAt } from './policy/queries'
import { sealText } from './sealed'
import { keepScores, mustBeAsked, purchaseOf, type Writing } from './write'

/**
 * Says it anew, about the same things. What the review gave stays, whatever it says now. Refuses what `judgeChange` refuses. Answers the
 * review's id.
 */
export async function changeReview(tx: Tx, vault: Vault, { purchaseId, scores, text, memberId, now }: Writing) {
  await lockMember(tx, memberId)
  const purchase = await purchaseOf(tx, memberId, purchaseId)
  const row = found(await tx.findOne(Reviews, { where: { purchaseId } }))
  const { id, at: writtenAt, repliedAt, storeId } = row
  mustBe(judgeChange({ writtenAt, repliedAt, isBack: await isBack(tx, purchase) }, now))
  mustBeAsked(
    row.scores.map(({ aspect }) => aspect),
    scores,
  )
  const low = isLow(scores, (await reviewPolicyAt(tx, now)).lowScore)
  await tx.update(Reviews, { id }, { scores, low, textSealed: sealText(vault, text), changedAt: now })
  await tx.delete(ReviewScores, { reviewId: id })
  await keepScores(tx, id, scores)
  if (low) await askForLow(tx, { id, memberId, storeId, scores }, purchase.receiptNo, now)
  return id
}
