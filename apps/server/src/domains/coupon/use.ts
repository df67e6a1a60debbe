import { In, IsNull, Not } from 'typeorm'
import { memberById } from '#server/domains/member/member-of'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe, Refused } from '#server/platform/refused'
import { clockAt } from './clock'
import { Coupons, Templates, Uses, type CouponRow, type UseRow } from './entities'
import { Gifts } from './gift/entities'
import { judgeCoupon } from './judge'
import { storeIdsOf, templateById } from './queries'

export type Use = {
  couponId: string
  memberId: string
  /** Null: not in a store, for what is sent. */
  storeId: string | null
  /** Who did it: "staff:1", "integrator:2". */
  by: string
  /** What it was used for: "visit:9", "purchase:12". One coupon is used once for one cause. */
  cause: string
  now: Date
}

const staffIdOf = (by: string) => /^staff:([1-9]\d*)$/.exec(by)?.[1] ?? null

/** The lowest slot in which no use stands. */
function freeSlot({ usesTotal }: CouponRow, live: readonly UseRow[]): number {
  for (let slot = 1; slot <= usesTotal; slot += 1) if (!live.some((one) => one.slot === slot)) return slot
  throw new Refused('coupon_used')
}

async function claimSlot(tx: Tx, coupon: CouponRow, { storeId, by, cause, now }: Use): Promise<string> {
  const live = await tx.find(Uses, { where: { couponId: coupon.id, live: 1 } })
  if (live.some((one) => one.cause === cause)) throw new Refused('coupon_used')
  const row: Omit<UseRow, 'id'> = {
    couponId: coupon.id,
    slot: freeSlot(coupon, live),
    live: 1,
    cause,
    storeId,
    by,
    at: now,
    returnedAt: null,
  }
  const { identifiers } = await tx.insert(Uses, row)
  return String(identifiers[0]?.['id'])
}

/**
 * Uses a coupon once. Of two at once the row's lock lets one through, the other meets what is left: of the last use, coupon_used. The
 * caller holds the member's lock. Refuses what `judgeUse` refuses. Answers the use.
 */
export async function useCoupon(tx: Tx, use: Use): Promise<string> {
  const { couponId, memberId, storeId, by, now } = use
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId, memberId }, ...forUpdate(tx) }))
  const template = await templateById(tx, coupon.templateId)
  const storeIds = await storeIdsOf(tx, coupon.templateId)
  mustBe(judgeCoupon(coupon, { template, storeIds }, await clockAt(tx, now), storeId ?? undefined))
  const useId = await claimSlot(tx, coupon, use)
  const usesLeft = coupon.usesLeft - 1
  const over = { state: 'used', usedAt: now, usedStoreId: storeId, usedBy: staffIdOf(by) } as const
  await tx.update(Coupons, { id: couponId }, { usesLeft, ...(usesLeft === 0 ? over : {}) })
  const done = { couponId, useId, memberId, storeId, staffId: staffIdOf(by), by, usesLeft }
  await announce(tx, 'coupon.used', { ...done, templateId: coupon.templateId }, now)
  return useId
}

/**
 * Gives one use back, once, with the coupon's original end, even if that has passed; of somebody who has left, or of what was taken back
 * meanwhile, nothing comes to life. Refuses `undo_done`.
 */
export async function returnUse(tx: Tx, useId: string, now: Date): Promise<void> {
  const { couponId } = found(await tx.findOne(Uses, { where: { id: useId } }))
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId }, ...forUpdate(tx) }))
  const use = found(await tx.findOne(Uses, { where: { id: useId }, ...forUpdate(tx) }))
  if (use.live === null) throw new Refused('undo_done')
  await tx.update(Uses, { id: useId }, { live: null, returnedAt: now })
  const member = await memberById(tx, coupon.memberId)
  const isOver = coupon.state === 'void' || member.leftAt !== null || coupon.revokedAt !== null
  const state = isOver ? 'void' : 'unused'
  const unused = { state, usedAt: null, usedStoreId: null, usedBy: null } as const
  await tx.update(Coupons, { id: couponId }, { usesLeft: coupon.usesLeft + 1, ...unused })
  const isWhole = coupon.usesLeft + 1 === coupon.usesTotal
  if (coupon.revokedAt !== null && isWhole && coupon.source !== 'gift') await restock(tx, [coupon])
  await announce(tx, 'coupon.unused', { couponId, useId, memberId: coupon.memberId }, now)
}

/** Puts one back for each, where stock is counted; shared by all members and so touched last, in one order. */
async function restock(tx: Tx, given: readonly Pick<CouponRow, 'id' | 'templateId'>[]) {
  if (given.length > 0) await tx.update(Coupons, { id: In(given.map((one) => one.id)) }, { restocked: true })
  for (const id of [...new Set(given.map((one) => one.templateId))].sort((a, b) => Number(a) - Number(b))) {
    const back = given.filter((one) => one.templateId === id).length
    await tx
      .createQueryBuilder()
      .update(Templates)
      .set({ stockLeft: () => `stock_left + ${back}` })
      .where('id = :id AND stockTotal IS NOT NULL', { id })
      .execute()
  }
}

type Whereabouts = { asked: string; coupon: CouponRow }

/** The same coupons where they are now: one that was given to a friend is in another wallet, and may have been given on from there. */
async function whereNow(tx: Tx, couponIds: readonly string[]): Promise<Whereabouts[]> {
  const where = { id: In([...couponIds]) }
  const own = await tx.find(Coupons, { where, order: { id: 'ASC' }, ...forUpdate(tx) })
  const givenIds = own.filter((coupon) => coupon.state === 'given').map((coupon) => coupon.id)
  if (givenIds.length === 0) return own.map((coupon) => ({ asked: coupon.id, coupon }))
  const gifts = await tx.find(Gifts, { where: { couponId: In(givenIds), acceptedAt: Not(IsNull()) } })
  const copies = await whereNow(
    tx,
    gifts.flatMap((gift) => gift.newCouponId ?? []),
  )
  return own.map((coupon) => {
    const newId = gifts.find((gift) => gift.couponId === coupon.id)?.newCouponId
    return { asked: coupon.id, coupon: copies.find((copy) => copy.asked === newId)?.coupon ?? coupon }
  })
}

/** Whether a coupon, in whatever wallet it is by now, is whole, was used at least once, or has ended. Its row is locked. */
export async function standingOf(tx: Tx, couponId: string): Promise<'unused' | 'used' | 'gone'> {
  const [here] = await whereNow(tx, [couponId])
  if (!here) return 'gone'
  const { state, usesLeft, usesTotal } = here.coupon
  if (usesLeft < usesTotal) return 'used'
  return state === 'unused' ? 'unused' : 'gone'
}

/**
 * Ends those of these coupons that are not used up, since what gave them was undone; they are in stock again. One that a friend was given
 * ends there. Of a used one it is kept that it must not come back. Answers which of those asked about have ended.
 */
export async function takeBackUnused(tx: Tx, couponIds: readonly string[], now: Date): Promise<string[]> {
  if (couponIds.length === 0) return []
  const all = await whereNow(tx, couponIds)
  const unused = all.filter(({ coupon }) => coupon.state === 'unused')
  for (const { coupon } of unused) {
    await tx.update(Coupons, { id: coupon.id }, { state: 'void', giftEndsAt: null })
    await announce(tx, 'coupon.takenBack', { couponId: coupon.id, memberId: coupon.memberId }, now)
  }
  for (const { coupon } of all.filter((one) => one.coupon.state === 'used'))
    await tx.update(Coupons, { id: coupon.id }, { revokedAt: now })
  await restock(
    tx,
    unused.map(({ asked, coupon }) => ({ id: asked, templateId: coupon.templateId })),
  )
  return unused.map(({ asked }) => asked)
}

/** Ends what a leaving member still holds. */
export const voidCouponsOf = (tx: Tx, memberId: string) =>
  tx.update(Coupons, { memberId, state: 'unused' }, { state: 'void' })
