import { MoreThan, type SelectQueryBuilder } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { MyReview } from '@huitou/shared/review/contract'
import { CHANGE_HOURS, hoursAfter, judgeChange, judgeWrite, reviewUntil } from '@huitou/shared/review/rules'
import { refusals } from '@huitou/shared/refusals'
import { membershipsTaken } from '#server/domains/member/member-of'
import { Purchases, type PurchaseRow } from '#server/domains/purchase/entities'
import { isBack } from '#server/domains/purchase/queries'
import { Stores } from '#server/domains/store/entities'
import { today } from '#server/domains/store/queries'
import type { Vault } from '#server/platform/crypto/vault'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Reviews, type ReviewRow } from '../entities'
import { promisedNow } from '../give'
import { reviewPolicyAt } from '../policy/queries'
import { openText } from '../sealed'
import { purchaseOf } from '../write'

const WAITING_MAX = 20

const writtenOf = ({ id, points, takenBack, owed }: ReviewRow) => ({
  ...{ reviewId: id, points: takenBack ? 0 : points, pointsWait: owed === 'give' },
})

/** What a review gave, as its command answers. */
export const presentWritten = async (read: Reader, memberId: string, id: string) =>
  writtenOf(found(await read.findOne(Reviews, { where: { id, memberId } })))

function presentMine(vault: Vault, row: ReviewRow, back: boolean, now: Date): MyReview {
  const { scores, at, refundedAt, reply, repliedAt } = row
  const changeable = judgeChange({ writtenAt: at, repliedAt, isBack: back || refundedAt !== null }, now).ok
  return {
    ...{ ...writtenOf(row), scores, text: openText(vault, row.textSealed), at: at.toISOString() },
    changeUntil: changeable ? hoursAfter(at, CHANGE_HOURS).toISOString() : null,
    refunded: refundedAt !== null,
    reply: reply !== null && repliedAt !== null ? { words: reply, at: repliedAt.toISOString() } : null,
  }
}

/** How a purchase of this member's stands: what is asked about it, or what they have said. */
export async function reviewOf(
  read: Reader,
  vault: Vault,
  { memberId, purchaseId, now }: { memberId: string; purchaseId: string; now: Date },
): Promise<Output<'review.mine'>> {
  const purchase = await purchaseOf(read, memberId, purchaseId)
  const policy = await reviewPolicyAt(read, now)
  const row = await read.findOne(Reviews, { where: { purchaseId } })
  const back = await isBack(read, purchase)
  const decision = judgeWrite({ policy, boughtAt: purchase.at, isBack: back, written: row !== null }, now)
  const { day } = await today(read, now)
  return {
    mayWrite: decision.ok,
    why: decision.ok ? null : refusals[decision.reason].zh,
    aspects: row ? row.scores.map(({ aspect }) => aspect) : policy.aspects,
    points: await promisedNow(read, policy, memberId, day),
    until: reviewUntil(purchase.at, policy.windowDays).toISOString(),
    review: row && presentMine(vault, row, back, now),
  }
}

/** Of these memberships, since then, neither reviewed nor given back. */
const unreviewed = (read: Reader, memberIds: readonly string[], since: Date): SelectQueryBuilder<PurchaseRow> =>
  read
    .createQueryBuilder(Purchases, 'purchase')
    .leftJoin('review', 'review', 'review.purchaseId = purchase.id')
    .where('purchase.memberId IN (:...memberIds)', { memberIds })
    .andWhere({ at: MoreThan(since) })
    .andWhere('review.id IS NULL')
    .andWhere('(purchase.paidFen = 0 OR purchase.refundedFen < purchase.paidFen)')
    .orderBy('purchase.id', 'DESC')
    .take(WAITING_MAX)

/** What of this member's purchases can be reviewed, newest first. */
export async function waitingFor(read: Reader, memberId: string, now: Date): Promise<Output<'review.waiting'>> {
  const policy = await reviewPolicyAt(read, now)
  if (!policy.enabled) return { points: 0, purchases: [] }
  const since = reviewUntil(now, -policy.windowDays)
  const rows = await unreviewed(read, await membershipsTaken(read, memberId), since).getMany()
  const names = new Map((await read.find(Stores)).map(({ id, name }) => [id, name]))
  const { day } = await today(read, now)
  const purchases: Output<'review.waiting'>['purchases'] = []
  for (const row of rows) {
    if (row.paidFen === 0 && (await isBack(read, row))) continue
    purchases.push({
      ...{ purchaseId: row.id, storeName: names.get(row.storeId) ?? '', paidFen: row.paidFen },
      ...{ at: row.at.toISOString(), until: reviewUntil(row.at, policy.windowDays).toISOString() },
    })
  }
  return { points: await promisedNow(read, policy, memberId, day), purchases }
}
