import { In } from 'typeorm'
import { Coupons } from '#server/domains/coupon/entities'
import { returnUse, takeBackUnused } from '#server/domains/coupon/use'
import { post } from '#server/domains/points/post'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused } from '#server/platform/refused'
import type { Refusal } from '@huitou/shared/refusals'
import { Items, type OrderRow } from '../entities'
import { giveStockBack } from '../item/stock'
import { giveCashBack } from './cash-back'
import { moveOrder } from './change'

export type Undoing = {
  to: 'cancelled' | 'expired'
  actor: string
  reason: string | null
  /** How long the points that come back may be used at least. */
  graceDays: number
  now: Date
}

/** Coupons of an order end when all of them are whole, the member's own and not on their way to a friend; else order_coupon_used. */
async function takeCouponsBack(tx: Tx, { memberId, couponId, couponIds }: OrderRow, now: Date) {
  const ids = couponIds ?? (couponId === null ? [] : [couponId])
  if (ids.length === 0) return
  const own = await tx.find(Coupons, { where: { id: In(ids), memberId, state: 'unused' } })
  const whole = own.filter(({ usesLeft, usesTotal }) => usesLeft === usesTotal)
  const kept = whole.filter(({ giftEndsAt }) => giftEndsAt === null || giftEndsAt <= now)
  if (kept.length < ids.length) throw new Refused('order_coupon_used')
  const taken = await takeBackUnused(tx, ids, now)
  if (taken.length < ids.length) throw new Refused('order_coupon_used')
}

type Undone = { ok: true } | { ok: false; reason: Refusal }

/** Goods of a group-buy: it hears of this, and sends money and piece back itself. */
async function undoForGroup(tx: Tx, order: OrderRow, { to, actor, reason, now }: Undoing): Promise<Undone> {
  const { id: orderId, memberId, itemId, points, groupOrderId } = order
  await moveOrder(tx, order, { to, actor, reason, now, set: { addressSealed: null } })
  await announce(tx, `mall.${to}`, { orderId, memberId, itemId, points, groupOrderId }, now)
  return { ok: true }
}

/**
 * Makes a locked order come to nothing: its points return to their lots, once, and what it took from the stock goes back. Who asks has
 * judged that it may be. Answers the ledger's refusal where it has one (a frozen account); then nothing was written.
 */
export async function undoOrder(tx: Tx, order: OrderRow, undoing: Undoing): Promise<Undone> {
  const { id: orderId, memberId, itemId, txnId, points } = order
  if (txnId === null) return undoForGroup(tx, order, undoing)
  const { to, actor, reason, graceDays, now } = undoing
  const { name } = await tx.findOneByOrFail(Items, { id: itemId })
  const returning = {
    kind: 'reverse' as const,
    unit: 'points' as const,
    ...{ memberId, txnId, graceDays, actor, source: '积分商城' },
    sourceKey: `mall-return:${orderId}`,
    reason: to === 'expired' ? `没取，退回${name}` : `取消兑换${name}`,
  }
  const [outcome] = await post(tx, [returning], now)
  if (!outcome?.ok) return outcome ?? { ok: false, reason: 'not_found' }
  await takeCouponsBack(tx, order, now)
  if (order.shippingUseId !== null) await returnUse(tx, order.shippingUseId, now)
  await moveOrder(tx, order, { to, actor, reason, now, set: { returnTxnId: outcome.txnId } })
  await giveCashBack(tx, order, now)
  await announce(tx, `mall.${to}`, { orderId, memberId, itemId, points, groupOrderId: null }, now)
  await giveStockBack(tx, order)
  return { ok: true }
}
