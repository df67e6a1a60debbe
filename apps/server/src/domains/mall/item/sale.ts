import type { Input } from '@huitou/shared/api'
import { IsNull } from 'typeorm'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found } from '#server/platform/refused'
import { Items, ItemStores, StockChanges, Watches } from '../entities'
import { mustBeReady } from './save-item'
import { operatorTermsOf } from './terms'

const lockItem = async (tx: Tx, id: string) => found(await tx.findOne(Items, { where: { id }, ...forUpdate(tx) }))

/** Whether an item costs money besides points. */
export const takesCash = async (read: Reader, itemId: string): Promise<boolean> =>
  found(await read.findOne(Items, { where: { id: itemId } })).priceFen > 0

/** Puts an item on the shelf. Refuses item_not_ready with what is missing. */
export async function putOnSale(tx: Tx, itemId: string, now: Date): Promise<string> {
  const item = await lockItem(tx, itemId)
  const stores = await tx.find(ItemStores, { where: { itemId } })
  mustBeReady(
    operatorTermsOf(
      item,
      stores.map((one) => one.storeId),
    ),
    now,
  )
  await tx.update(Items, { id: itemId }, { state: 'on_sale', endedAt: null })
  await announce(tx, 'mall.onSale', { itemId }, now)
  return itemId
}

/** Takes an item off the shelf. What members have ordered stays theirs. */
export async function takeOff(tx: Tx, itemId: string, now: Date): Promise<string> {
  const { endedAt } = await lockItem(tx, itemId)
  await tx.update(Items, { id: itemId }, { state: 'off', endedAt: endedAt ?? now })
  await announce(tx, 'mall.takenOff', { itemId }, now)
  return itemId
}

type Adding = Input<'mall.addStock'> & { operatorId: string; now: Date }

/** More of it, or less. Refuses stock_uncounted and stock_too_low. Tells those who asked when there was none before. */
export async function addStock(tx: Tx, { itemId, add, reason, operatorId, now }: Adding): Promise<string> {
  const { stockLeft, stockTotal } = await lockItem(tx, itemId)
  if (stockLeft === null || stockTotal === null) throw new Refused('stock_uncounted')
  if (stockLeft + add < 0) throw new Refused('stock_too_low')
  await tx.update(Items, { id: itemId }, { stockLeft: stockLeft + add, stockTotal: stockTotal + add })
  await tx.insert(StockChanges, { itemId, added: add, actor: `operator:${operatorId}`, reason, at: now })
  if (stockLeft === 0 && add > 0) await tellBack(tx, itemId, now)
  return itemId
}

async function tellBack(tx: Tx, itemId: string, now: Date) {
  await tx.update(Watches, { itemId, backAt: IsNull() }, { backAt: now })
  await announce(tx, 'mall.backInStock', { itemId }, now)
}

type Watching = { itemId: string; memberId: string; wanted: boolean; now: Date }

/** Asks to be told when an item is back, or no longer. Asking again after it was back asks anew. */
export async function notifyWhenBack(tx: Tx, { itemId, memberId, wanted, now }: Watching): Promise<string> {
  found(await tx.findOne(Items, { where: { id: itemId, state: 'on_sale' } }))
  await tx.delete(Watches, { itemId, memberId })
  if (wanted) await tx.insert(Watches, { itemId, memberId, askedAt: now, backAt: null })
  return itemId
}
