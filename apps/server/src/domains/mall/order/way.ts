import { addDays, type Day } from '@huitou/shared/kit/day'
import { isAtOnce } from '@huitou/shared/mall/item-rules'
import { Stores } from '#server/domains/store/entities'
import type { BrandRow } from '#server/domains/store/entities'
import { businessDay, endOfDay } from '#server/platform/business-day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { Addresses, ItemStores, type ItemRow, type OrderRow } from '../entities'

export type Way = Pick<OrderRow, 'state' | 'storeId' | 'pickUpUntil' | 'addressSealed' | 'shippingPoints'>

type Wish = { memberId: string; storeId?: string | undefined; addressId?: string | undefined }
type Terms = { day: Day; brand: BrandRow; freeShipping: boolean }

const NOTHING_TO_HAND_OVER: Way = {
  state: 'done',
  storeId: null,
  pickUpUntil: null,
  addressSealed: null,
  shippingPoints: 0,
}

/** Until when an item exchanged on `day` is handed over: an event on its own day, everything else so many days on. */
export function handedOverUntil({ eventAt, pickUpDays }: ItemRow, { day, brand }: Pick<Terms, 'day' | 'brand'>): Date {
  const last = eventAt ? businessDay(eventAt, brand).day : addDays(day, pickUpDays ?? 0)
  return endOfDay(last, brand)
}

/** What sending it costs a member, in points; null when it is not sent. */
export const shippingOf = ({ shippingPoints }: ItemRow, freeShipping: boolean) =>
  shippingPoints !== null && freeShipping ? 0 : shippingPoints

/** The stores that hand an item over; null: all of them. */
export async function itemStoreIds(read: Reader, itemId: string): Promise<string[] | null> {
  const rows = await read.find(ItemStores, { where: { itemId } })
  return rows.length === 0 ? null : rows.map((row) => row.storeId)
}

/** Whether a store hands an item over now. */
export async function handsOver(read: Reader, item: ItemRow, storeId: string): Promise<boolean> {
  const store = await read.findOne(Stores, { where: { id: storeId } })
  const storeIds = await itemStoreIds(read, item.id)
  const does = item.pickUpDays !== null && store !== null && store.closedAt === null
  return does && (storeIds === null || storeIds.includes(storeId))
}

/** How an order gets to the member. Refuses item_way when they have not said, and item_store for a store that does not have it. */
export async function wayOf(tx: Tx, item: ItemRow, wish: Wish, terms: Terms): Promise<Way> {
  const { memberId, storeId, addressId } = wish
  if (isAtOnce(item.kind)) return NOTHING_TO_HAND_OVER
  if (storeId !== undefined && addressId === undefined) {
    if (!(await handsOver(tx, item, storeId))) throw new Refused('item_store')
    const pickUpUntil = handedOverUntil(item, terms)
    return { state: 'waiting_pickup', storeId, pickUpUntil, addressSealed: null, shippingPoints: 0 }
  }
  const shippingPoints = shippingOf(item, terms.freeShipping)
  if (addressId === undefined || storeId !== undefined || shippingPoints === null) throw new Refused('item_way')
  const { sealed } = found(await tx.findOne(Addresses, { where: { id: addressId, memberId } }))
  return { state: 'waiting_shipment', storeId: null, pickUpUntil: null, addressSealed: sealed, shippingPoints }
}
