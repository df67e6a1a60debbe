import { Uses } from '#server/domains/coupon/entities'
import { paymentById } from '#server/domains/payment/queries'
import { recordPurchase } from '#server/domains/purchase/record'
import { refundPurchase } from '#server/domains/purchase/refund'
import type { Tx } from '#server/platform/db/tx'
import { Activities, GroupOrders, type GroupOrderRow } from './entities'

const CATEGORY = '拼团'

/**
 * Who has fetched what they paid for has bought it: points and growth follow as from a purchase at the counter, for the money that was kept.
 * Before that the money may still go back.
 */
export async function recordBought(tx: Tx, order: GroupOrderRow, now: Date) {
  const { id, memberId, couponId, paymentId, activityId } = order
  const use = couponId === null ? null : await tx.findOne(Uses, { where: { couponId, live: 1 } })
  if (!use || use.storeId === null || paymentId === null) return
  const { name } = await tx.findOneByOrFail(Activities, { id: activityId })
  const { amountFen, refundedFen } = await paymentById(tx, paymentId)
  const line = { name, category: CATEGORY, quantity: 1, paidFen: amountFen - refundedFen }
  const sale = { memberId, storeId: use.storeId, receiptNo: `PT${use.id}`, channel: 'miniapp', lines: [line] }
  const purchaseId = await recordPurchase(tx, { ...sale, at: use.at, actor: use.by, now })
  await tx.update(GroupOrders, { id }, { purchaseId })
}

/** The counter undid the handing over: what it gave goes with it. */
export async function undoBought(tx: Tx, { id, purchaseId }: GroupOrderRow, now: Date) {
  if (purchaseId === null) return
  const refund = { purchaseId, refundKey: `undo-${id}-${purchaseId}`, reason: '撤销核销' } as const
  await refundPurchase(tx, { ...refund, what: { by: 'whole' }, actor: 'system', now })
  await tx.update(GroupOrders, { id }, { purchaseId: null })
}
