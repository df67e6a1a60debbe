import { no, type Decision } from '../kit/decision'
import { worthFen } from '../points/policy-rules'
import type { ItemKind, OrderState } from './schema'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How long a coupon that points were exchanged for can be given back, while it is unused. */
export const COUPON_CANCEL_HOURS = 24

export type OrderFacts = {
  kind: ItemKind
  state: OrderState
  at: Date
  storeId: string | null
  pickUpUntil: Date | null
  eventAt: Date | null
}

/** The state at `now`: a pick-up that was not made in time is over, whether or not a job has been by. */
export const stateAt = ({ state, pickUpUntil }: Pick<OrderFacts, 'state' | 'pickUpUntil'>, now: Date): OrderState =>
  state === 'waiting_pickup' && pickUpUntil !== null && now >= pickUpUntil ? 'expired' : state

/** Whether an order of this state still stands for points spent and stock taken. */
export const isLive = (state: OrderState) => state !== 'cancelled' && state !== 'expired'

export type PickUpRefusal =
  | 'order_unpaid'
  | 'order_done'
  | 'order_cancelled'
  | 'order_expired'
  | 'order_to_ship'
  | 'order_other_store'

/** Whether a store may hand an order over at `now`. */
export function judgePickUp(order: OrderFacts, storeId: string | null, now: Date): Decision<object, PickUpRefusal> {
  const state = stateAt(order, now)
  if (state === 'waiting_payment') return no('order_unpaid')
  if (state === 'done') return no('order_done')
  if (state === 'cancelled') return no('order_cancelled')
  if (state === 'expired') return no('order_expired')
  if (state !== 'waiting_pickup') return no('order_to_ship')
  return storeId !== null && order.storeId !== storeId ? no('order_other_store') : { ok: true }
}

export type CancelRefusal =
  | 'order_done'
  | 'order_cancelled'
  | 'order_expired'
  | 'order_shipped'
  | 'order_card'
  | 'order_too_late'

/** Until when the member may cancel; null when never. A coupon must be unused too. */
export function cancelUntil({ kind, state, at, pickUpUntil, eventAt }: OrderFacts): Date | null {
  if (state === 'waiting_payment') return null
  if (kind === 'card') return null
  if (kind === 'coupon') return new Date(at.getTime() + COUPON_CANCEL_HOURS * HOUR_MS)
  return eventAt ?? pickUpUntil
}

/** Whether the member may cancel at `now`. That a coupon is unused is seen at its row. */
export function judgeCancel(order: OrderFacts, now: Date): Decision<object, CancelRefusal> {
  const state = stateAt(order, now)
  if (state === 'waiting_payment') return { ok: true }
  if (state === 'cancelled') return no('order_cancelled')
  if (state === 'expired') return no('order_expired')
  if (state === 'shipped') return no('order_shipped')
  if (order.kind === 'card') return no('order_card')
  if (state === 'done' && order.kind !== 'coupon') return no('order_done')
  const until = cancelUntil(order)
  return until !== null && now >= until ? no('order_too_late') : { ok: true }
}

/** Whether the shop may cancel: as the member may, and after their time too, but not what was handed over or sent. */
export function judgeShopCancel(order: OrderFacts, now: Date): Decision<object, CancelRefusal> {
  const decision = judgeCancel(order, now)
  return decision.ok || decision.reason === 'order_too_late' ? { ok: true } : decision
}

export type ShipRefusal = 'order_cancelled' | 'order_done' | 'order_shipped' | 'order_not_sent' | 'order_expired'

/** Whether an order may be marked as sent. */
export function judgeShip(order: OrderFacts, now: Date): Decision<object, ShipRefusal> {
  const state = stateAt(order, now)
  if (state === 'waiting_shipment') return { ok: true }
  if (state === 'cancelled') return no('order_cancelled')
  if (state === 'expired') return no('order_expired')
  if (state === 'shipped') return no('order_shipped')
  return state === 'done' ? no('order_done') : no('order_not_sent')
}

/**
 * How many days points must still hold that come back at `now` although they were due back at `due`: nobody loses by a job that runs late
 * (P7). What comes back in time keeps its own end.
 */
export const daysLate = (due: Date, now: Date) => Math.max(0, (now.getTime() - due.getTime()) / DAY_MS)

export type ShippingOffer = { thresholdFen: number; offMaxFen: number | null }

/**
 * What sending costs with a free-shipping coupon, in points. Its limits are in money: `pointMilliFen` is what a point is worth, in
 * thousandths of a fen. What is below its threshold is refused.
 */
export function shippingWith(
  { thresholdFen, offMaxFen }: ShippingOffer,
  { shippingPoints, goodsPoints }: { shippingPoints: number; goodsPoints: number },
  pointMilliFen: number,
): Decision<{ shippingPoints: number }, 'coupon_below_threshold'> {
  if (worthFen(goodsPoints, pointMilliFen) < thresholdFen) return no('coupon_below_threshold')
  const off = offMaxFen === null ? shippingPoints : Math.floor((offMaxFen * 1000) / pointMilliFen)
  return { ok: true, shippingPoints: Math.max(0, shippingPoints - off) }
}

/** The rule for cancelling, told before the exchange and on the order. `withCash`: money was paid besides points. */
export function cancelRule(kind: ItemKind, sent: boolean, withCash = false): string {
  const what = withCash ? '积分和付的钱' : '积分'
  if (kind === 'card') return '权益卡当场生效，换了不能退'
  if (kind === 'coupon') return `${COUPON_CANCEL_HOURS} 小时内、券没用过，可以取消，${what}原路退回`
  if (kind === 'event') return `活动开始前可以取消，${what}原路退回；没来的，${what}也会退回`
  if (sent) return `寄出前可以取消，${what}原路退回`
  return `到店取之前可以取消，${what}原路退回；到期没取，${what}自动退回`
}
