import { judgeShip } from '@huitou/shared/mall/order-rules'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { lockOrder, moveOrder } from './change'

type Ship = { orderId: string; carrier: string; trackingNo: string; operatorId: string; now: Date }

/** Says that an order was sent. */
export async function shipOrder(tx: Tx, { orderId, carrier, trackingNo, operatorId, now }: Ship): Promise<string> {
  const order = await lockOrder(tx, { orderId })
  mustBe(judgeShip(order, now))
  const actor = `operator:${operatorId}`
  await moveOrder(tx, order, { to: 'shipped', actor, reason: null, now, set: { carrier, trackingNo } })
  await announce(tx, 'mall.shipped', { orderId, memberId: order.memberId, carrier, trackingNo }, now)
  return orderId
}

type Receipt = { orderId: string; memberId: string; now: Date }

/** The member has it. Refuses order_not_sent. */
export async function confirmReceipt(tx: Tx, { orderId, memberId, now }: Receipt): Promise<string> {
  const order = await lockOrder(tx, { orderId, memberId })
  if (order.state === 'done') return orderId
  if (order.state !== 'shipped') throw new Refused('order_not_sent')
  await moveOrder(tx, order, { to: 'done', actor: `member:${memberId}`, reason: null, now })
  await announce(tx, 'mall.received', { orderId, memberId }, now)
  return orderId
}
