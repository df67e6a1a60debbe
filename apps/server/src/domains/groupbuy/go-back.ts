import { HOLDS_STOCK, refundWords } from '@huitou/shared/groupbuy/rules'
import type { RefundCause } from '@huitou/shared/groupbuy/schema'
import { lockPayment } from '#server/domains/payment/conclude'
import { requestRefund } from '#server/domains/payment/request-refund'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Activities, GroupOrders, type GroupOrderRow } from './entities'
import { hasPrize, prizeOf } from './prize'
import { givePieceBack } from './stock'

/**
 * Sends all that is left of what an order paid back, once, and its piece into the stock. The caller holds the order's lock and has judged
 * that it may; whoever has a voucher or goods has lost them before.
 */
export async function goBack(tx: Tx, order: GroupOrderRow, cause: RefundCause, now: Date) {
  const { id: orderId, memberId, teamId, activityId, paymentId } = order
  if (paymentId === null) throw new Error(`order ${orderId} has no payment to refund`)
  await tx.update(GroupOrders, { id: orderId }, { state: 'refunding', refundCause: cause, addressSealed: null })
  const { amountFen, refundedFen } = await lockPayment(tx, paymentId)
  const left = { paymentId, amountFen: amountFen - refundedFen, sourceKey: `groupbuy:${orderId}` }
  const activity = await tx.findOneByOrFail(Activities, { id: activityId })
  await requestRefund(tx, { ...left, reason: `拼团退款：${refundWords(cause, prizeOf(activity))}`, now })
  await announce(tx, 'groupbuy.lost', { orderId, memberId, teamId, activityId, cause, amountFen: left.amountFen }, now)
  // 「已成团 N 份」 counts what is kept, and nothing that came back (P8).
  if (hasPrize(order)) await tx.decrement(Activities, { id: activityId }, 'sold', 1)
  if (HOLDS_STOCK.includes(order.state)) await givePieceBack(tx, activityId)
}
