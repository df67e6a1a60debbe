import { judgePickUp } from '@huitou/shared/mall/order-rules'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { lockOrder, moveOrder } from './change'

type PickUp = { orderId: string; memberId: string; storeId: string; staffId: string; now: Date }

/** A store hands an order over. Of two at once one does; the other is refused order_done. Answers the order's id. */
export async function pickUp(tx: Tx, { orderId, memberId, storeId, staffId, now }: PickUp): Promise<string> {
  const order = await lockOrder(tx, { orderId, memberId })
  mustBe(judgePickUp(order, storeId, now))
  await moveOrder(tx, order, { to: 'done', actor: `staff:${staffId}`, reason: null, now })
  await announce(
    tx,
    'mall.pickedUp',
    { orderId, memberId, itemId: order.itemId, storeId, staffId, groupOrderId: order.groupOrderId },
    now,
  )
  return orderId
}

type Undo = { orderId: string; staffId?: string; reason?: string; now: Date }

/** Takes a handing-over back. The order waits again, until its original end. Refuses undo_done. */
export async function undoPickUp(tx: Tx, { orderId, staffId, reason = '撤销交付', now }: Undo): Promise<string> {
  const order = await lockOrder(tx, { orderId })
  if (order.state !== 'done' || order.storeId === null) throw new Refused('undo_done')
  const actor = staffId === undefined ? 'staff' : `staff:${staffId}`
  await moveOrder(tx, order, { to: 'waiting_pickup', actor, reason, now })
  await announce(tx, 'mall.pickUpUndone', { orderId, memberId: order.memberId, groupOrderId: order.groupOrderId }, now)
  return orderId
}
