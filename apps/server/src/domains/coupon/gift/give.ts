import { lockMember } from '#server/domains/member/member-of'
import { randomCode } from '#server/platform/crypto/random'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Coupons, type CouponRow } from '../entities'
import { Gifts } from './entities'
import { isGiftable } from './queries'

const GIFT_MS = 24 * 3_600_000
const GIFT_PREFIX = 'g:'

/** Whole and unused, not wrapped up already, of a kind that the shop lets be given. */
async function mustBeGiveable(tx: Tx, coupon: CouponRow, now: Date) {
  if (coupon.state === 'used') throw new Refused('coupon_used')
  if (coupon.state !== 'unused') throw new Refused('coupon_void')
  if (coupon.expiresAt <= now) throw new Refused('coupon_expired')
  if (coupon.giftEndsAt && coupon.giftEndsAt > now) throw new Refused('coupon_gifted')
  if (!(await isGiftable(tx, coupon))) throw new Refused('coupon_not_giftable')
}

/** Wraps a coupon up for a day, or until it ends. Until then nobody can use it. Answers the gift's id. */
export async function giveCoupon(
  tx: Tx,
  { memberId, couponId, now }: { memberId: string; couponId: string; now: Date },
): Promise<string> {
  await lockMember(tx, memberId)
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId, memberId }, ...forUpdate(tx) }))
  await mustBeGiveable(tx, coupon, now)
  const endsAt = new Date(Math.min(now.getTime() + GIFT_MS, coupon.expiresAt.getTime()))
  await tx.update(Gifts, { couponId, live: 1 }, { live: null })
  const { identifiers } = await tx.insert(Gifts, {
    ...{ couponId, fromMemberId: memberId, scene: `${GIFT_PREFIX}${randomCode()}`, live: 1, givenAt: now, endsAt },
    ...{ acceptedBy: null, acceptedAt: null, takenBackAt: null, newCouponId: null },
  })
  await tx.update(Coupons, { id: couponId }, { giftEndsAt: endsAt })
  const giftId = String(identifiers[0]?.['id'])
  await announce(tx, 'coupon.wrapped', { couponId, memberId, giftId }, now)
  return giftId
}

/** Unwraps a coupon that waits. Refuses `gift_over` once it was taken. Answers the coupon's id. */
export async function takeBackGift(
  tx: Tx,
  { memberId, giftId, now }: { memberId: string; giftId: string; now: Date },
): Promise<string> {
  await lockMember(tx, memberId)
  const { couponId } = found(await tx.findOne(Gifts, { where: { id: giftId, fromMemberId: memberId } }))
  found(await tx.findOne(Coupons, { where: { id: couponId }, ...forUpdate(tx) }))
  const gift = found(await tx.findOne(Gifts, { where: { id: giftId }, ...forUpdate(tx) }))
  if (gift.acceptedBy !== null) throw new Refused('gift_over')
  if (gift.live === null) return couponId
  await tx.update(Gifts, { id: giftId }, { live: null, takenBackAt: now })
  await tx.update(Coupons, { id: couponId }, { giftEndsAt: null })
  await announce(tx, 'coupon.unwrapped', { couponId, memberId, giftId }, now)
  return couponId
}
