import { LessThan, MoreThan } from 'typeorm'
import { DEFAULT_REVIEWING } from '@huitou/shared/review/schema'
import { Members } from '#server/domains/member/entities'
import { Purchases, type PurchaseRow } from '#server/domains/purchase/entities'
import { Reviews } from '#server/domains/review/entities'
import { savePolicy } from '#server/domains/review/policy/save'
import { replyTo } from '#server/domains/review/reply'
import { writeReview } from '#server/domains/review/write'
import { Staff } from '#server/domains/staff/entities'
import { Items } from '#server/domains/worklist/entities'
import type { Tx } from '#server/platform/db/tx'
import { at, type Town } from '../town'

const HOUR_MS = 3_600_000
const SINCE_DAYS = 12

/** Taste, service and place, and what they had to say; the newest first. */
const SAID: readonly [number, number, number, string | null][] = [
  [5, 5, 4, '可颂刚出炉，酥得掉渣。'],
  [2, 4, 4, '拿铁有点凉了，等了快十分钟。'],
  [5, 5, 5, null],
  [4, 5, 3, '位子有点挤，别的都好。'],
  [5, 4, 5, '小方推荐的新豆子好喝。'],
  [4, 4, 4, null],
]

const SORRY = '不好意思，让您久等了。下次来报小票号，给您现做一杯热的。'

/** What was bought of late, of as many people, by none of the people one plays: what they bought waits to be reviewed. */
async function boughtLately(tx: Tx, { now, shop }: Town): Promise<PurchaseRow[]> {
  const played = (await tx.find(Members, { where: { nickname: '林小满' } })).map(({ id }) => id)
  const rows = await tx.find(Purchases, {
    where: { storeId: shop.stores.wutong, at: MoreThan(at(now, SINCE_DAYS)), refundedFen: 0 },
    order: { at: 'DESC' },
  })
  const seen = new Set(played)
  return rows.filter(({ memberId, at: boughtAt }) => {
    if (seen.has(memberId) || boughtAt > at(now, 1)) return false
    seen.add(memberId)
    return true
  })
}

/**
 * What members said of late, one of them let down and answered. They were given nothing for it: the journal goes forward only. Since an hour
 * ago a review gives points.
 */
export async function createReviews(tx: Tx, town: Town) {
  const { now, vault } = town
  const actor = 'operator:1'
  await savePolicy(tx, { policy: DEFAULT_REVIEWING, reason: '听听客人怎么说', actor, now: at(now, SINCE_DAYS + 1) })
  const bought = (await boughtLately(tx, town)).slice(0, SAID.length)
  for (const [index, { id: purchaseId, memberId, at: boughtAt }] of bought.entries()) {
    const [taste, service, place, text] = SAID[index] ?? [5, 5, 5, null]
    const scores = DEFAULT_REVIEWING.aspects.map((aspect, which) => ({
      aspect,
      score: [taste, service, place][which] ?? 5,
    }))
    const when = new Date(boughtAt.getTime() + 3 * HOUR_MS)
    await writeReview(tx, vault, { purchaseId, memberId, scores, text, now: when })
  }
  const low = await tx.findOne(Reviews, { where: { low: true, at: LessThan(now) }, order: { id: 'DESC' } })
  const manager = await tx.findOne(Staff, { where: { role: 'manager' }, order: { id: 'ASC' } })
  if (low && manager) {
    const repliedAt = new Date(low.at.getTime() + 2 * HOUR_MS)
    const reply = { reviewId: low.id, words: SORRY, by: `staff:${manager.id}`, storeIds: null, now: repliedAt }
    await replyTo(tx, reply)
    await tx.update(Items, { cause: `review:${low.id}` }, { state: 'done', closedAt: repliedAt, staffId: manager.id })
  }
  const policy = { ...DEFAULT_REVIEWING, points: 5 }
  await savePolicy(tx, { policy, reason: '写评价送 5 积分', actor, now: new Date(now.getTime() - HOUR_MS) })
}
