import { LessThanOrEqual } from 'typeorm'
import { orderMay, stateByStanding } from '@huitou/shared/groupbuy/rules'
import { takeBackUnused } from '#server/domains/coupon/use'
import { Orders } from '#server/domains/mall/entities'
import type { Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { tellBooks } from './bought'
import { Activities, GroupOrders, type GroupOrderRow } from './entities'
import { goBack } from './go-back'
import { givePrize, hasPrize, standingOfPrize } from './prize'
import { lockSeat } from './team'

const SLICE = 100

/**
 * Gives the buyer of a complete team what it is for, once, and tells WeChat how it is handed over (R23). Where it cannot be given any more
 * the money goes back: a paid order never ends as nothing (P4).
 */
export async function giveWon(tx: Tx, orderId: string, now: Date) {
  const { member, order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'won' || hasPrize(order) || order.paymentId === null) return
  if (member.leftAt !== null) return goBack(tx, order, 'left', now)
  const activity = found(await tx.findOne(Activities, { where: { id: order.activityId } }))
  const given = await givePrize(tx, { order, paymentId: order.paymentId, activity, now })
  if (!given) return goBack(tx, order, 'unavailable', now)
  await tx.increment(Activities, { id: activity.id }, 'sold', 1)
}

/** Goods that nobody fetched, or that the shop cancelled: all of the money goes back. Handed over before, that was undone meanwhile. */
async function refundGone(tx: Tx, order: GroupOrderRow, now: Date) {
  if (order.state !== 'won' && order.state !== 'used') return
  const goods = await tx.findOneByOrFail(Orders, { id: order.mallOrderId ?? '0' })
  if (order.state === 'used') await tellBooks(tx, order, 'groupbuy.unused', now)
  await goBack(tx, order, goods.state === 'cancelled' ? 'unavailable' : 'expired', now)
}

/**
 * Something happened to what an order won: the order follows what that is now, so that it makes no difference in which order things are
 * told. A voucher that is gone stays paid for: its money goes back at its end.
 */
async function follow(tx: Tx, orderId: string, now: Date) {
  const { order } = await lockSeat(tx, { id: orderId })
  const standing = await standingOfPrize(tx, order, now)
  const to = order.mallOrderId === null && standing !== 'used' ? 'won' : stateByStanding(standing)
  if (to === 'refunding') return refundGone(tx, order, now)
  if (order.state === to || !orderMay(order.state, to)) return
  await tx.update(GroupOrders, { id: order.id }, { state: to })
  await tellBooks(tx, order, to === 'used' ? 'groupbuy.used' : 'groupbuy.unused', now)
}

/** The counter used a voucher, or undid that. What is no voucher of a team changes nothing. */
export async function followVoucher(tx: Tx, couponId: string, now: Date) {
  const seen = await tx.findOne(GroupOrders, { where: { couponId } })
  if (seen) await follow(tx, seen.id, now)
}

/** Goods were handed over, sent, not fetched in time, or cancelled by the shop. */
export const followGoods = follow

/** A voucher that nobody used in time goes back for its money, by itself. */
async function expireOne(tx: Tx, orderId: string, now: Date) {
  const { order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'won' || order.couponId === null) return
  const voucher = await standingOfPrize(tx, order, now)
  // The counter was first, and its event is on its way.
  if (voucher === 'used') return followVoucher(tx, order.couponId, now)
  await takeBackUnused(tx, [order.couponId], now)
  await goBack(tx, order, 'expired', now)
}

const due = (db: Platform['db'], now: Date): Promise<Pick<GroupOrderRow, 'id'>[]> =>
  db.manager.find(GroupOrders, {
    select: { id: true },
    where: { state: 'won', voucherEndsAt: LessThanOrEqual(now) },
    order: { voucherEndsAt: 'ASC' },
    take: SLICE,
  })

/** Vouchers whose time is over, each in a transaction of its own. True when more may be waiting. */
export async function expireVouchers(platform: Pick<Platform, 'db' | 'log'>, now: Date): Promise<boolean> {
  const orders = await due(platform.db, now)
  const done = await eachAlone(platform, orders, 'groupbuy.expire', (tx, { id }) => expireOne(tx, id, now))
  return done > 0 && orders.length === SLICE
}
