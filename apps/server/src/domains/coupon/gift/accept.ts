import { lockMember } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Coupons, type CouponRow } from '../entities'
import { Gifts } from './entities'

/** The same coupon in another wallet: its template, its span and its uses. It came off the stock when it was first given. */
async function copyFor(tx: Tx, coupon: CouponRow, giftId: string, memberId: string, now: Date): Promise<string> {
  const { id: _, ...same } = coupon
  const { identifiers } = await tx.insert(Coupons, {
    ...same,
    ...{ memberId, source: 'gift', sourceKey: `gift:${giftId}`, issuedAt: now },
    ...{ giftEndsAt: null, remindedAt: null, day: null, dropSlot: null },
  })
  return String(identifiers[0]?.['id'])
}

/**
 * Takes a friend's coupon: theirs ends, the same begins here, in one step. Of several who come at once the coupon's lock lets one through.
 * Again by the same member changes nothing. Refuses `gift_over` and `gift_own`. Answers the new coupon's id.
 */
export async function acceptGift(
  tx: Tx,
  { memberId, scene, now }: { memberId: string; scene: string; now: Date },
): Promise<string> {
  await lockMember(tx, memberId)
  const asked = found(await tx.findOne(Gifts, { where: { scene } }))
  const coupon = found(await tx.findOne(Coupons, { where: { id: asked.couponId }, ...forUpdate(tx) }))
  const gift = found(await tx.findOne(Gifts, { where: { id: asked.id }, ...forUpdate(tx) }))
  if (gift.acceptedBy === memberId && gift.newCouponId !== null) return gift.newCouponId
  if (gift.fromMemberId === memberId) throw new Refused('gift_own')
  const waits = gift.live !== null && gift.endsAt > now && coupon.expiresAt > now && coupon.state === 'unused'
  if (!waits) throw new Refused('gift_over')
  const newCouponId = await copyFor(tx, coupon, gift.id, memberId, now)
  await tx.update(Coupons, { id: coupon.id }, { state: 'given', giftEndsAt: null })
  await tx.update(Gifts, { id: gift.id }, { live: null, acceptedBy: memberId, acceptedAt: now, newCouponId })
  const { templateId } = coupon
  await announce(tx, 'coupon.given', { couponId: coupon.id, memberId: gift.fromMemberId, giftId: gift.id }, now)
  await announce(tx, 'coupon.issued', { couponId: newCouponId, memberId, templateId, source: 'gift' }, now)
  return newCouponId
}
