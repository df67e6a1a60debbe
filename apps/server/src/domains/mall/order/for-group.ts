import { judgeShopCancel, stateAt } from '@huitou/shared/mall/order-rules'
import { wantShipping } from '#server/domains/payment/shipping/want-shipping'
import { today } from '#server/domains/store/queries'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe } from '#server/platform/refused'
import { Items, Orders, type ItemRow, type OrderRow } from '../entities'
import { lockOrder, recordChange } from './change'
import { undoOrder } from './undo'
import { handedOverUntil, handsOver, wayOf } from './way'

/** How goods that were paid for in a group-buy get to the member: a store, or a sealed address. */
export type GoodsWay = Pick<OrderRow, 'storeId' | 'addressSealed'>

type Choice = {
  itemId: string
  memberId: string
  storeId?: string | undefined
  addressId?: string | undefined
  now: Date
}

/** The way that somebody chose; sending is in the price. Refuses item_way and item_store. */
export async function chooseWay(tx: Tx, { itemId, now, ...choice }: Choice): Promise<GoodsWay> {
  const item = found(await tx.findOne(Items, { where: { id: itemId } }))
  const { day, brand } = await today(tx, now)
  const { storeId, addressSealed } = await wayOf(tx, item, choice, { day, brand, freeShipping: true })
  return { storeId, addressSealed }
}

const PAID_ELSEWHERE = {
  ...{ quantity: 1, points: 0, shippingPoints: 0, cashFen: 0, balanceAfter: 0, payBy: null, stateWhenPaid: null },
  ...{ txnId: null, returnTxnId: null, shippingUseId: null, couponId: null, couponIds: null, holdingIds: null },
  ...{ eventAt: null, carrier: null, trackingNo: null, dayCounted: false },
} as const

type Paid = {
  memberId: string
  itemId: string
  groupOrderId: string
  paymentId: string
  way: GoodsWay
  now: Date
}

async function stepOf(tx: Tx, item: ItemRow, { storeId, addressSealed }: GoodsWay, now: Date) {
  const { day, brand } = await today(tx, now)
  if (storeId === null)
    return addressSealed === null ? null : ({ state: 'waiting_shipment', pickUpUntil: null, day } as const)
  if (!(await handsOver(tx, item, storeId))) return null
  return { state: 'waiting_pickup', pickUpUntil: handedOverUntil(item, { day, brand }), day } as const
}

/**
 * Goods that a complete team has bought, as an order that the counter hands over or the shop sends. Points, stock and limits of the mall
 * are not touched: money and pieces are the group-buy's. Answers its id; null where nobody can hand it over any more.
 */
export async function orderForGroup(tx: Tx, paid: Paid): Promise<string | null> {
  const { memberId, itemId, groupOrderId, paymentId, way, now } = paid
  const item = await tx.findOneByOrFail(Items, { id: itemId })
  const step = await stepOf(tx, item, way, now)
  if (step === null) return null
  const { identifiers } = await tx.insert(Orders, {
    ...{ ...PAID_ELSEWHERE, ...way, ...step },
    ...{ memberId, itemId, kind: item.kind, groupOrderId, paymentId, at: now },
  })
  const orderId = String(identifiers[0]?.['id'])
  await recordChange(tx, {
    orderId,
    fromState: null,
    toState: step.state,
    actor: `member:${memberId}`,
    reason: null,
    at: now,
  })
  await announce(tx, 'mall.soldInGroup', { orderId, memberId, itemId, points: 0 }, now)
  if (step.state === 'waiting_pickup')
    await wantShipping(tx, { paymentId, part: 1, logistics: 'pickup', itemDesc: item.name, now })
  return orderId
}

/** What has become of goods of a group-buy: `used` is handed over or on its way. */
export async function standingOfGoods(read: Reader, orderId: string, now: Date): Promise<'unused' | 'used' | 'gone'> {
  const state = stateAt(await read.findOneByOrFail(Orders, { id: orderId }), now)
  if (state === 'cancelled' || state === 'expired') return 'gone'
  return state === 'done' || state === 'shipped' ? 'used' : 'unused'
}

type TakeBack = { orderId: string; actor: string; reason: string; now: Date }

/**
 * Goods that were handed over or sent are the shop's again: no code, and no undoing at the counter, hands them out once more. The caller
 * holds the member's lock; they may have left.
 */
export async function takeReturned(tx: Tx, { orderId, actor, reason, now }: TakeBack) {
  const order = found(await tx.findOne(Orders, { where: { id: orderId }, ...forUpdate(tx) }))
  const words = `退货：${reason}`
  mustBe(await undoOrder(tx, order, { to: 'cancelled', actor, reason: words, graceDays: 0, now }))
}

/** The group-buy takes goods back that nobody has yet. Refuses what `judgeShopCancel` refuses. */
export async function cancelForGroup(tx: Tx, { orderId, actor, reason, now }: TakeBack) {
  const order = await lockOrder(tx, { orderId })
  mustBe(judgeShopCancel(order, now))
  mustBe(await undoOrder(tx, order, { to: 'cancelled', actor, reason, graceDays: 0, now }))
}
