import { LessThanOrEqual } from 'typeorm'
import { orderMay } from '@huitou/shared/groupbuy/rules'
import { issueIfLeft } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { takeBackUnused } from '#server/domains/coupon/use'
import { wantShipping } from '#server/domains/payment/shipping/want-shipping'
import type { Tx } from '#server/platform/db/tx'
import { eachAlone } from '#server/platform/jobs/each-alone'
import type { Platform } from '#server/platform/platform'
import { found } from '#server/platform/refused'
import { recordBought, undoBought } from './bought'
import { Activities, GroupOrders, type GroupOrderRow } from './entities'
import { goBack } from './go-back'
import { voucherOf } from './step-back'
import { lockSeat } from './team'

const SLICE = 100

/**
 * Puts the voucher of a complete team into its buyer's wallet, once, and tells WeChat how it is handed over (R23). Where none can be given
 * any more the money goes back: a paid order never ends as nothing (P4).
 */
export async function giveVoucher(tx: Tx, orderId: string, now: Date) {
  const { member, order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'won' || order.couponId !== null || order.paymentId === null) return
  if (member.leftAt !== null) return goBack(tx, order, 'left', now)
  const activity = found(await tx.findOne(Activities, { where: { id: order.activityId } }))
  const template = await templateById(tx, activity.templateId)
  const issue = { memberId: order.memberId, template, source: 'groupbuy', sourceKey: `groupbuy:${orderId}`, now }
  const coupon = await issueIfLeft(tx, issue)
  if (coupon === null) return goBack(tx, order, 'unavailable', now)
  await tx.update(GroupOrders, { id: orderId }, { couponId: coupon.id, voucherEndsAt: coupon.expiresAt })
  const handedOver = { paymentId: order.paymentId, part: 1, logistics: 'pickup', itemDesc: activity.name } as const
  await wantShipping(tx, { ...handedOver, now })
  await tx.increment(Activities, { id: activity.id }, 'sold', 1)
}

/**
 * The counter used a voucher, or undid that: the order follows what the voucher is now, so that it makes no difference in which order that is
 * told. What is no voucher of a team changes nothing.
 */
export async function followVoucher(tx: Tx, couponId: string, now: Date) {
  const seen = await tx.findOne(GroupOrders, { where: { couponId } })
  if (!seen) return
  const { member, order } = await lockSeat(tx, { id: seen.id })
  // One that is undone after its owner left is gone: the order is paid for nothing, and its money goes back at its end.
  const to = (await voucherOf(tx, order)) === 'used' ? 'used' : 'won'
  if (order.state === to || !orderMay(order.state, to)) return
  await tx.update(GroupOrders, { id: order.id }, { state: to })
  // Who has left earns nothing by it, and has nothing that could be taken back.
  if (member.leftAt !== null) return
  await (to === 'used' ? recordBought(tx, order, now) : undoBought(tx, order, now))
}

/** A voucher that nobody used in time goes back for its money, by itself. */
async function expireOne(tx: Tx, orderId: string, now: Date) {
  const { order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'won' || order.couponId === null) return
  const voucher = await voucherOf(tx, order)
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
