import { judgeCancel, judgeShopCancel } from '@huitou/shared/mall/order-rules'
import { RETURN_GRACE_DAYS } from '@huitou/shared/points/rules'
import type { Tx } from '#server/platform/db/tx'
import { Refused, mustBe } from '#server/platform/refused'
import { lockOrder } from './change'
import { undoOrder } from './undo'

type Own = { orderId: string; memberId: string; now: Date }

/** The member takes their exchange back. Points keep the end they had: exchanging and cancelling makes none last longer. */
export async function cancelOwn(tx: Tx, { orderId, memberId, now }: Own): Promise<string> {
  const order = await lockOrder(tx, { orderId, memberId })
  if (order.groupOrderId !== null) throw new Refused('order_of_group')
  mustBe(judgeCancel(order, now))
  const actor = `member:${memberId}`
  mustBe(await undoOrder(tx, order, { to: 'cancelled', actor, reason: null, graceDays: 0, now }))
  return orderId
}

type ByShop = { orderId: string; operatorId: string; reason: string; now: Date }

/** The shop cannot keep its word: points come back with time to use them. */
export async function cancelByShop(tx: Tx, { orderId, operatorId, reason, now }: ByShop): Promise<string> {
  const order = await lockOrder(tx, { orderId })
  mustBe(judgeShopCancel(order, now))
  const actor = `operator:${operatorId}`
  mustBe(await undoOrder(tx, order, { to: 'cancelled', actor, reason, graceDays: RETURN_GRACE_DAYS, now }))
  return orderId
}
