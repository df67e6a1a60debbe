import type { Output } from '@huitou/shared/api'
import { memberById } from '#server/domains/member/member-of'
import { nameForOthers } from '#server/domains/member/present'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Coupons, type CouponRow } from '../entities'
import { presentFace } from '../present'
import { couponOf, templateById, templatesWithStores } from '../queries'
import { Gifts, type GiftRow } from './entities'

const presentGift = ({ id, couponId, scene, endsAt }: GiftRow) => ({
  ...{ id, couponId, scene },
  endsAt: endsAt.toISOString(),
})

export const giftById = async (read: Reader, id: string) =>
  presentGift(found(await read.findOne(Gifts, { where: { id } })))

/** Of a kind that the shop lets be given, and whole. */
export async function isGiftable(read: Reader, { templateId, usesLeft, usesTotal }: CouponRow): Promise<boolean> {
  const { giftable } = await templateById(read, templateId)
  return giftable && usesLeft === usesTotal
}

/** The wrapping of a member's coupon while it waits, and whether it is one that can be wrapped. */
export async function giftOfCoupon(read: Reader, memberId: string, couponId: string, now: Date) {
  const coupon = await couponOf(read, memberId, couponId)
  const gift = await read.findOne(Gifts, { where: { couponId, live: 1 }, order: { id: 'DESC' } })
  return { gift: gift && gift.endsAt > now ? presentGift(gift) : null, giftable: await isGiftable(read, coupon) }
}

function stateOf(gift: GiftRow, memberId: string | null, isHeld: boolean, now: Date): Output<'coupon.gift'>['state'] {
  if (gift.acceptedBy !== null && gift.acceptedBy === memberId) return 'mine'
  if (gift.live === null || gift.endsAt <= now || !isHeld) return 'gone'
  return gift.fromMemberId === memberId ? 'own' : 'open'
}

/** What somebody who opens the card sees; `memberId` null: they are no member yet. */
export async function showGift(
  read: Reader,
  scene: string,
  memberId: string | null,
  now: Date,
): Promise<Output<'coupon.gift'>> {
  const gift = found(await read.findOne(Gifts, { where: { scene } }))
  const coupon = found(await read.findOne(Coupons, { where: { id: gift.couponId } }))
  const { template, storeNames } = found((await templatesWithStores(read, [coupon.templateId])).get(coupon.templateId))
  const state = stateOf(gift, memberId, coupon.state === 'unused', now)
  return {
    face: presentFace(template, storeNames),
    fromName: nameForOthers(await memberById(read, gift.fromMemberId)),
    expiresAt: coupon.expiresAt.toISOString(),
    endsAt: gift.endsAt.toISOString(),
    state,
    couponId: state === 'mine' ? gift.newCouponId : null,
  }
}
