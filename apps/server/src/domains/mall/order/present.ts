import { In } from 'typeorm'
import { stateAt } from '@huitou/shared/mall/order-rules'
import type { CounterOrder } from '@huitou/shared/mall/contract'
import type { OrderCard } from '@huitou/shared/mall/order/contract'
import { linksOf } from '#server/domains/media/queries'
import { Stores, type StoreRow } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Items, type ItemRow, type OrderRow } from '../entities'

const momentOf = (at: Date | null) => at?.toISOString() ?? null

export type Around = {
  item(order: OrderRow): ItemRow
  cover(order: OrderRow): CounterOrder['picture']
  store(order: OrderRow): StoreRow | null
}

/** Everything that belongs to these orders, in three questions however many they are. */
export async function aroundOf(read: Reader, orders: readonly OrderRow[]): Promise<Around> {
  const itemIds = [...new Set(orders.map((order) => order.itemId))]
  const storeIds = [...new Set(orders.flatMap((order) => order.storeId ?? []))]
  const items = itemIds.length === 0 ? [] : await read.find(Items, { where: { id: In(itemIds) } })
  const stores = storeIds.length === 0 ? [] : await read.find(Stores, { where: { id: In(storeIds) } })
  const links = await linksOf(
    read,
    items.flatMap((item) => item.pictureIds?.slice(0, 1) ?? []),
  )
  const item = (order: OrderRow) => found(items.find((one) => one.id === order.itemId))
  return {
    item,
    cover: (order) => links.get(item(order).pictureIds?.[0] ?? '') ?? null,
    store: (order) => stores.find((one) => one.id === order.storeId) ?? null,
  }
}

export function presentOrder(order: OrderRow, around: Around, now: Date): OrderCard {
  const { id, kind, itemId, quantity, points, shippingPoints, cashFen, carrier, trackingNo, groupOrderId } = order
  const waits = order.state === 'waiting_payment'
  const { name, picture: drawing } = around.item(order)
  return {
    ...{
      id,
      kind,
      itemId,
      quantity,
      points,
      shippingPoints,
      cashFen,
      carrier,
      trackingNo,
      name,
      drawing,
      groupOrderId,
    },
    paymentId: waits ? order.paymentId : null,
    payBy: waits ? momentOf(order.payBy) : null,
    state: stateAt(order, now),
    cover: around.cover(order),
    at: order.at.toISOString(),
    storeName: around.store(order)?.name ?? null,
    pickUpUntil: momentOf(order.pickUpUntil),
    eventAt: momentOf(order.eventAt),
  }
}

export async function presentOrders(read: Reader, orders: readonly OrderRow[], now: Date): Promise<OrderCard[]> {
  const around = await aroundOf(read, orders)
  return orders.map((order) => presentOrder(order, around, now))
}
