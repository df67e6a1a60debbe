import { EntitySchema } from 'typeorm'
import type { ItemState } from '@huitou/shared/mall/console/item-schema'
import type { Drawing, ItemKind, OrderState } from '@huitou/shared/mall/schema'
import {
  amount,
  count,
  dayNumber,
  flag,
  instant,
  json,
  key,
  longText,
  primaryRef,
  ref,
  text,
  token,
} from '#server/platform/db/columns'

export type ItemRow = {
  id: string
  kind: ItemKind
  state: ItemState
  name: string
  about: string[] | null
  picture: Drawing
  pictureIds: string[] | null
  categoryId: string | null
  points: number
  priceFen: number
  costFen: number | null
  worthFen: number | null
  /** Null when not counted. Left and live orders make the total. */
  stockTotal: number | null
  stockLeft: number | null
  perMemberLimit: number | null
  perMemberDayLimit: number | null
  dailyQuota: number | null
  minLevel: number
  saleFrom: Date | null
  saleUntil: Date | null
  offerPoints: number | null
  offerFrom: Date | null
  offerUntil: Date | null
  hot: boolean
  fresh: boolean
  sort: number
  templateId: string | null
  cardId: string | null
  eventAt: Date | null
  categoryConfirmed: boolean
  /** Null: not handed over in stores. */
  pickUpDays: number | null
  /** Null: not sent. */
  shippingPoints: number | null
  savedAt: Date | null
  endedAt: Date | null
}

export const Items = new EntitySchema<ItemRow>({
  name: 'mall_item',
  columns: {
    id: key(),
    kind: token(16),
    state: token(16),
    name: text(40),
    about: json({ nullable: true }),
    picture: token(16),
    pictureIds: json({ nullable: true }),
    categoryId: ref({ nullable: true }),
    points: amount(),
    priceFen: amount(),
    costFen: amount({ nullable: true }),
    worthFen: amount({ nullable: true }),
    stockTotal: count({ nullable: true }),
    stockLeft: count({ nullable: true }),
    perMemberLimit: count({ nullable: true }),
    perMemberDayLimit: count({ nullable: true }),
    dailyQuota: count({ nullable: true }),
    minLevel: count(),
    saleFrom: instant({ nullable: true }),
    saleUntil: instant({ nullable: true }),
    offerPoints: amount({ nullable: true }),
    offerFrom: instant({ nullable: true }),
    offerUntil: instant({ nullable: true }),
    hot: flag(),
    fresh: flag(),
    sort: count(),
    templateId: ref({ nullable: true }),
    cardId: ref({ nullable: true }),
    eventAt: instant({ nullable: true }),
    categoryConfirmed: flag(),
    pickUpDays: count({ nullable: true }),
    shippingPoints: amount({ nullable: true }),
    savedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
  },
})

/** Which stores hand an item over. None: all. */
export type ItemStoreRow = { itemId: string; storeId: string }

export const ItemStores = new EntitySchema<ItemStoreRow>({
  name: 'mall_item_store',
  columns: { itemId: primaryRef(), storeId: primaryRef() },
})

export type CategoryRow = { id: string; name: string; sort: number }

export const ItemCategories = new EntitySchema<CategoryRow>({
  name: 'mall_category',
  columns: { id: key(), name: text(12), sort: count() },
})

/** How many of an item with a daily quota were taken on a day. */
export type ItemDayRow = { itemId: string; day: number; taken: number }

export const ItemDays = new EntitySchema<ItemDayRow>({
  name: 'mall_day',
  columns: { itemId: primaryRef(), day: { ...dayNumber(), primary: true }, taken: count() },
})

export type OrderRow = {
  id: string
  kind: ItemKind
  state: OrderState
  memberId: string
  itemId: string
  quantity: number
  /** Of the whole order, with what sending it cost. */
  points: number
  shippingPoints: number
  /** Of the whole order, in money; 0: points only. */
  cashFen: number
  paymentId: string | null
  payBy: Date | null
  /** Where it goes on once its cash part is paid. */
  stateWhenPaid: OrderState | null
  /** The use of the coupon that paid for sending it. */
  shippingUseId: string | null
  /** What took the points; null on goods of a group-buy, which cost none. */
  txnId: string | null
  /** What gave the points back. */
  returnTxnId: string | null
  couponId: string | null
  couponIds: string[] | null
  /** The group-buy order that was paid for it: money and pieces are its. Null for what was exchanged in the mall. */
  groupOrderId: string | null
  holdingIds: string[] | null
  balanceAfter: number
  storeId: string | null
  pickUpUntil: Date | null
  eventAt: Date | null
  addressSealed: string | null
  carrier: string | null
  trackingNo: string | null
  at: Date
  /** Null on orders from before days were kept. */
  day: number | null
  /** It counts towards its day's quota. */
  dayCounted: boolean
}

export const Orders = new EntitySchema<OrderRow>({
  name: 'mall_order',
  columns: {
    id: key(),
    kind: token(16),
    state: token(16),
    memberId: ref(),
    itemId: ref(),
    quantity: count(),
    points: amount(),
    shippingPoints: amount(),
    cashFen: amount(),
    paymentId: ref({ nullable: true }),
    payBy: instant({ nullable: true }),
    stateWhenPaid: token(16, { nullable: true }),
    shippingUseId: ref({ nullable: true }),
    txnId: ref({ nullable: true }),
    groupOrderId: ref({ nullable: true }),
    returnTxnId: ref({ nullable: true }),
    couponId: ref({ nullable: true }),
    couponIds: json({ nullable: true }),
    holdingIds: json({ nullable: true }),
    balanceAfter: amount(),
    storeId: ref({ nullable: true }),
    pickUpUntil: instant({ nullable: true }),
    eventAt: instant({ nullable: true }),
    addressSealed: longText({ nullable: true }),
    carrier: text(20, { nullable: true }),
    trackingNo: token(32, { nullable: true }),
    at: instant(),
    day: dayNumber({ nullable: true }),
    dayCounted: flag(),
  },
})

/** What happened to an order, by whom and why. Insert-only. */
export type OrderChangeRow = {
  id: string
  orderId: string
  fromState: OrderState | null
  toState: OrderState
  actor: string
  reason: string | null
  at: Date
}

export const OrderChanges = new EntitySchema<OrderChangeRow>({
  name: 'mall_order_change',
  columns: {
    id: key(),
    orderId: ref(),
    fromState: token(16, { nullable: true }),
    toState: token(16),
    actor: token(32),
    reason: text(80, { nullable: true }),
    at: instant(),
  },
})

/** What operators added to a stock, and why. Insert-only. */
export type StockChangeRow = { id: string; itemId: string; added: number; actor: string; reason: string; at: Date }

export const StockChanges = new EntitySchema<StockChangeRow>({
  name: 'mall_stock_change',
  columns: { id: key(), itemId: ref(), added: count(), actor: token(32), reason: text(60), at: instant() },
})

/** Who wants to know when an item is back. `backAt` is when it was. */
export type WatchRow = { itemId: string; memberId: string; askedAt: Date; backAt: Date | null }

export const Watches = new EntitySchema<WatchRow>({
  name: 'mall_watch',
  columns: { itemId: primaryRef(), memberId: primaryRef(), askedAt: instant(), backAt: instant({ nullable: true }) },
})

export type AddressRow = { id: string; memberId: string; sealed: string; isDefault: boolean; savedAt: Date }

export const Addresses = new EntitySchema<AddressRow>({
  name: 'mall_address',
  columns: { id: key(), memberId: ref(), sealed: longText(), isDefault: flag(), savedAt: instant() },
})

/** Every table of this room. */
export const mallTables = [
  ...[Items, ItemStores, ItemCategories, ItemDays, StockChanges, Watches],
  ...[Orders, OrderChanges, Addresses],
] as EntitySchema[]
