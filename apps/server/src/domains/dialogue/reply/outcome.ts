import type { Outcome } from '@huitou/shared/dialogue/reply-rules'
import type { CouponNeighbours } from '#server/domains/coupon/offer/neighbours'
import { centreOf } from '#server/domains/coupon/offer/centre'
import { checkInById, showAll } from '#server/domains/checkin/queries'
import { statusOf } from '#server/domains/checkin/status'
import type { Reader } from '#server/platform/db/tx'

/** `late`: many ask at once, and WeChat waits no longer than five seconds for all of it. */
type Done = { memberId: string; checkInId: string; askedAt: Date; late: boolean }

/** The first coupon of the centre that they can take now. */
async function claimableFor(read: Reader, neighbours: CouponNeighbours, { memberId, askedAt }: Done) {
  const offers = await centreOf(read, neighbours, memberId, askedAt)
  return offers.find(({ state }) => state === 'open')?.face.name ?? null
}

/** What somebody is told who has checked in: this one, and what their membership holds for them today; of coupons only while there is time. */
export async function outcomeOf(read: Reader, neighbours: CouponNeighbours, done: Done): Promise<Outcome> {
  const { memberId, checkInId, askedAt } = done
  const row = await checkInById(read, memberId, checkInId)
  const shown = (await showAll(read, [row])).get(row.id)
  const status = await statusOf(read, memberId, askedAt)
  return {
    kind: 'done',
    again: row.at < askedAt,
    points: row.points,
    streak: status.streak,
    couponNames: shown?.coupons.map(({ name }) => name) ?? [],
    next: status.nextReward ?? null,
    mark: status.todayMark,
    claimable: done.late ? null : await claimableFor(read, neighbours, done),
  }
}
