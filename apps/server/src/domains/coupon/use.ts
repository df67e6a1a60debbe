import { In } from 'typeorm'
import { judgeUse } from '@huitou/shared/coupon/rules'
import { memberById } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe, Refused } from '#server/platform/refused'
import { Coupons } from './entities'
import { storeIdsOf } from './queries'

type Use = { couponId: string; memberId: string; storeId: string; staffId: string; now: Date }

/** Uses a coupon up. Of two at once the row's lock lets one through; the other is refused coupon_used. */
export async function useCoupon(tx: Tx, { couponId, memberId, storeId, staffId, now }: Use) {
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId, memberId }, ...forUpdate(tx) }))
  const storeIds = await storeIdsOf(tx, coupon.templateId)
  mustBe(judgeUse({ ...coupon, storeIds }, now, storeId))
  await tx.update(Coupons, { id: couponId }, { state: 'used', usedAt: now, usedStoreId: storeId, usedBy: staffId })
  await announce(tx, 'coupon.used', { couponId, memberId, storeId, staffId, templateId: coupon.templateId }, now)
}

/** Gives a used coupon back, with its original end, even if that has passed; to somebody who has left there is nothing to give. */
export async function unuseCoupon(tx: Tx, couponId: string, now: Date) {
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId }, ...forUpdate(tx) }))
  if (coupon.state !== 'used') throw new Refused('undo_done')
  const member = await memberById(tx, coupon.memberId)
  await tx.update(
    Coupons,
    { id: couponId },
    { state: member.leftAt ? 'void' : 'unused', usedAt: null, usedStoreId: null, usedBy: null },
  )
  await announce(tx, 'coupon.unused', { couponId, memberId: coupon.memberId }, now)
}

/** Ends those of these coupons that nobody has used, since what gave them was undone. Answers which. */
export async function takeBackUnused(tx: Tx, couponIds: readonly string[], now: Date): Promise<string[]> {
  if (couponIds.length === 0) return []
  const where = { id: In([...couponIds]), state: 'unused' as const }
  const coupons = await tx.find(Coupons, { where, order: { id: 'ASC' }, ...forUpdate(tx) })
  for (const { id, memberId } of coupons) {
    await tx.update(Coupons, { id }, { state: 'void' })
    await announce(tx, 'coupon.takenBack', { couponId: id, memberId }, now)
  }
  return coupons.map((coupon) => coupon.id)
}

/** Ends what a leaving member still holds. */
export const voidCouponsOf = (tx: Tx, memberId: string) =>
  tx.update(Coupons, { memberId, state: 'unused' }, { state: 'void' })
