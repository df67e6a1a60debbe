import type { Outcome } from '@huitou/shared/dialogue/reply-rules'
import type { CouponNeighbours } from '#server/domains/coupon/offer/neighbours'
import { centreOf } from '#server/domains/coupon/offer/centre'
import { checkInById, showAll } from '#server/domains/checkin/queries'
import { statusOf } from '#server/domains/checkin/status'
import type { Reader } from '#server/platform/db/tx'

type Done = { memberId: string; checkInId: string; askedAt: Date }

/** What somebody is told who has checked in: this one, and what their membership holds for them today. */
export async function outcomeOf(
  read: Reader,
  neighbours: CouponNeighbours,
  { memberId, checkInId, askedAt }: Done,
): Promise<Outcome> {
  const row = await checkInById(read, memberId, checkInId)
  const shown = (await showAll(read, [row])).get(row.id)
  const status = await statusOf(read, memberId, askedAt)
  const offers = await centreOf(read, neighbours, memberId, askedAt)
  return {
    kind: 'done',
    again: row.at < askedAt,
    points: row.points,
    streak: status.streak,
    couponNames: shown?.coupons.map(({ name }) => name) ?? [],
    next: status.nextReward ?? null,
    mark: status.todayMark,
    claimable: offers.find(({ state }) => state === 'open')?.face.name ?? null,
  }
}
