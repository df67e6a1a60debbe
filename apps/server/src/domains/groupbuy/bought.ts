import { Uses } from '#server/domains/coupon/entities'
import { OrderChanges, Orders } from '#server/domains/mall/entities'
import { Purchases } from '#server/domains/purchase/entities'
import { paymentById } from '#server/domains/payment/queries'
import { recordPurchase } from '#server/domains/purchase/record'
import { refundPurchase } from '#server/domains/purchase/refund'
import { Stores } from '#server/domains/store/entities'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Activities, GroupOrders, type GroupOrderRow } from './entities'
import { lockSeat } from './team'

const CATEGORY = '拼团'

type Handed = { storeId: string; receiptNo: string; at: Date; actor: string }

async function voucherUsedAt(tx: Tx, couponId: string): Promise<Handed | null> {
  const use = await tx.findOne(Uses, { where: { couponId, live: 1 } })
  return use?.storeId ? { storeId: use.storeId, receiptNo: `PT${use.id}`, at: use.at, actor: use.by } : null
}

/** Goods count from the day on which they were handed over or sent. Who sends belongs to no store: that counts for the first one. */
async function goodsGoneAt(tx: Tx, mallOrderId: string): Promise<Handed | null> {
  const { storeId } = await tx.findOneByOrFail(Orders, { id: mallOrderId })
  const where = { orderId: mallOrderId, toState: storeId === null ? ('shipped' as const) : ('done' as const) }
  const change = await tx.findOne(OrderChanges, { where, order: { id: 'DESC' } })
  const [first] = await tx.find(Stores, { order: { id: 'ASC' }, take: 1 })
  const at = storeId ?? first?.id
  if (!change || at === undefined) return null
  return { storeId: at, receiptNo: `PTG${change.id}`, at: change.at, actor: change.actor }
}

const handedOverAt = async (tx: Tx, { couponId, mallOrderId }: GroupOrderRow) => {
  if (mallOrderId !== null) return goodsGoneAt(tx, mallOrderId)
  return couponId === null ? null : voucherUsedAt(tx, couponId)
}

/**
 * Who has fetched what they paid for has bought it: points and growth follow as from a purchase at the counter, for the money that was kept.
 * Before that the money may still go back.
 */
async function recordBought(tx: Tx, order: GroupOrderRow, now: Date) {
  const { id, memberId, paymentId, activityId } = order
  const handed = await handedOverAt(tx, order)
  if (handed === null || paymentId === null) return
  const { name } = await tx.findOneByOrFail(Activities, { id: activityId })
  const { amountFen, refundedFen } = await paymentById(tx, paymentId)
  const line = { name, category: CATEGORY, quantity: 1, paidFen: amountFen - refundedFen }
  const purchaseId = await recordPurchase(tx, {
    memberId,
    ...handed,
    channel: 'miniapp',
    paidIn: 'groupbuy',
    lines: [line],
    now,
  })
  await tx.update(GroupOrders, { id }, { purchaseId })
}

/** What was handed over came back: what it gave goes with it. Before 2026-12 a counter may have taken a part of it back. */
async function undoBought(tx: Tx, { id, purchaseId }: GroupOrderRow, now: Date) {
  if (purchaseId === null) return
  const { paidFen, refundedFen } = await tx.findOneByOrFail(Purchases, { id: purchaseId })
  const refund = { purchaseId, refundKey: `undo-${id}-${purchaseId}`, reason: '撤销核销' } as const
  if (refundedFen < paidFen)
    await refundPurchase(tx, { ...refund, what: { by: 'whole' }, by: 'groupbuy', actor: 'system', now })
  await tx.update(GroupOrders, { id }, { purchaseId: null })
}

type Told = 'groupbuy.used' | 'groupbuy.unused'

/** The books follow in a transaction of their own: money and goods of an order never wait for somebody's account of points (P4). */
export const tellBooks = (tx: Tx, { id: orderId, memberId, activityId }: GroupOrderRow, told: Told, now: Date) =>
  announce(tx, told, { orderId, memberId, activityId }, now)

/** Makes the purchase of an order what the order is now. Who has left earns nothing any more; what they earned can still be taken back. */
export async function keepBooks(tx: Tx, orderId: string, now: Date) {
  const { member, order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'used') return undoBought(tx, order, now)
  if (order.purchaseId === null && member.leftAt === null) await recordBought(tx, order, now)
}
