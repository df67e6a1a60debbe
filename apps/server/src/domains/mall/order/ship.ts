import { carrierCode } from '@huitou/shared/mall/carrier-rules'
import { judgeShip } from '@huitou/shared/mall/order-rules'
import { wantShipping } from '#server/domains/payment/shipping/want-shipping'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { Items, type OrderRow } from '../entities'
import { lockOrder, moveOrder } from './change'

type Parcel = Pick<Ship, 'carrier' | 'trackingNo' | 'now'>

/** Of what was paid WeChat wants to know the parcel (R23). Refuses carrier_unknown. */
async function tellWechat(tx: Tx, { itemId, paymentId }: OrderRow, { carrier: name, trackingNo, now }: Parcel) {
  if (paymentId === null) return
  const carrier = carrierCode(name)
  if (carrier === null) throw new Refused('carrier_unknown')
  const { name: itemDesc } = await tx.findOneByOrFail(Items, { id: itemId })
  await wantShipping(tx, { paymentId, part: 1, logistics: 'express', itemDesc, carrier, trackingNo, now })
}

type Ship = { orderId: string; carrier: string; trackingNo: string; operatorId: string; now: Date }

/** Says that an order was sent. Refuses what `judgeShip` refuses, and carrier_unknown. */
export async function shipOrder(tx: Tx, { orderId, carrier, trackingNo, operatorId, now }: Ship): Promise<string> {
  const order = await lockOrder(tx, { orderId })
  mustBe(judgeShip(order, now))
  await tellWechat(tx, order, { carrier, trackingNo, now })
  const actor = `operator:${operatorId}`
  await moveOrder(tx, order, { to: 'shipped', actor, reason: null, now, set: { carrier, trackingNo } })
  await announce(
    tx,
    'mall.shipped',
    { orderId, memberId: order.memberId, carrier, trackingNo, groupOrderId: order.groupOrderId },
    now,
  )
  return orderId
}

type Receipt = { orderId: string; memberId: string; now: Date }

/** The member has it. Refuses order_not_sent. */
export async function confirmReceipt(tx: Tx, { orderId, memberId, now }: Receipt): Promise<string> {
  const order = await lockOrder(tx, { orderId, memberId })
  if (order.state === 'done') return orderId
  if (order.state !== 'shipped') throw new Refused('order_not_sent')
  await moveOrder(tx, order, { to: 'done', actor: `member:${memberId}`, reason: null, now })
  await announce(tx, 'mall.received', { orderId, memberId, groupOrderId: order.groupOrderId }, now)
  return orderId
}
