import { wantShipping } from '#server/domains/payment/shipping/want-shipping'
import { Members } from '#server/domains/member/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe } from '#server/platform/refused'
import { Items, Orders } from '../entities'
import { give } from '../give'
import { giveCashBack } from './cash-back'
import { moveOrder } from './change'
import { undoOrder } from './undo'

/** The order after its member, who may have left meanwhile: their money finds its way all the same. */
async function lockForMoney(tx: Tx, orderId: string) {
  const { memberId } = found(await tx.findOne(Orders, { where: { id: orderId } }))
  found(await tx.findOne(Members, { where: { id: memberId }, ...forUpdate(tx) }))
  return found(await tx.findOne(Orders, { where: { id: orderId }, ...forUpdate(tx) }))
}

/** The cash part is there: the order goes on to where it was headed. One that was cancelled meanwhile gives it back. */
export async function orderPaid(tx: Tx, orderId: string, now: Date) {
  const order = await lockForMoney(tx, orderId)
  if (order.state === 'cancelled') return giveCashBack(tx, order, now)
  if (order.state !== 'waiting_payment' || order.stateWhenPaid === null || order.paymentId === null) return
  const { memberId, itemId, quantity, points, paymentId } = order
  const item = await tx.findOneByOrFail(Items, { id: itemId })
  const given = await give(tx, { memberId, item, quantity, cause: `mall-order:${orderId}`, now })
  const set = { ...given, payBy: null }
  await moveOrder(tx, order, { to: order.stateWhenPaid, actor: 'system', reason: null, now, set })
  const handedOver = { paymentId, part: 1, itemDesc: item.name, now }
  if (order.stateWhenPaid === 'waiting_pickup') await wantShipping(tx, { ...handedOver, logistics: 'pickup' })
  if (order.stateWhenPaid === 'done') await wantShipping(tx, { ...handedOver, logistics: 'virtual' })
  await announce(tx, 'mall.exchanged', { orderId, memberId, itemId, points, couponId: given.couponId }, now)
}

const DAY_MS = 86_400_000

/** Nobody paid in time: points and piece go back as if nothing had been. */
export async function orderUnpaid(tx: Tx, orderId: string, now: Date) {
  const order = await lockForMoney(tx, orderId)
  if (order.state !== 'waiting_payment') return
  // What ran out while the order waited holds as much longer: its wait was ours.
  const graceDays = (now.getTime() - order.at.getTime()) / DAY_MS
  mustBe(await undoOrder(tx, order, { to: 'cancelled', actor: 'system', reason: '没有付款', graceDays, now }))
}
