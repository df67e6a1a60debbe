import { Uses } from '#server/domains/coupon/entities'
import { OrderChanges, Orders } from '#server/domains/mall/entities'
import { paymentById } from '#server/domains/payment/queries'
import { recordPurchase } from '#server/domains/purchase/record'
import { refundPurchase } from '#server/domains/purchase/refund'
import { Stores } from '#server/domains/store/entities'
import type { Tx } from '#server/platform/db/tx'
import { Activities, GroupOrders, type GroupOrderRow } from './entities'

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
export async function recordBought(tx: Tx, order: GroupOrderRow, now: Date) {
  const { id, memberId, paymentId, activityId } = order
  const handed = await handedOverAt(tx, order)
  if (handed === null || paymentId === null) return
  const { name } = await tx.findOneByOrFail(Activities, { id: activityId })
  const { amountFen, refundedFen } = await paymentById(tx, paymentId)
  const line = { name, category: CATEGORY, quantity: 1, paidFen: amountFen - refundedFen }
  const purchaseId = await recordPurchase(tx, { memberId, ...handed, channel: 'miniapp', lines: [line], now })
  await tx.update(GroupOrders, { id }, { purchaseId })
}

/** The counter undid the handing over: what it gave goes with it. */
export async function undoBought(tx: Tx, { id, purchaseId }: GroupOrderRow, now: Date) {
  if (purchaseId === null) return
  const refund = { purchaseId, refundKey: `undo-${id}-${purchaseId}`, reason: '撤销核销' } as const
  await refundPurchase(tx, { ...refund, what: { by: 'whole' }, actor: 'system', now })
  await tx.update(GroupOrders, { id }, { purchaseId: null })
}
