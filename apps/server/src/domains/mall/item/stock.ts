import type { Day } from '@huitou/shared/kit/day'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { ItemDays, Items, type ItemRow, type OrderRow } from '../entities'

async function takeDay(tx: Tx, { id: itemId, dailyQuota }: ItemRow, day: Day, quantity: number) {
  if (dailyQuota === null) return
  await tx.createQueryBuilder().insert().into(ItemDays).values({ itemId, day, taken: 0 }).orIgnore().execute()
  const { affected } = await tx
    .createQueryBuilder()
    .update(ItemDays)
    .set({ taken: () => `taken + ${quantity}` })
    .where('itemId = :itemId AND day = :day AND taken + :quantity <= :dailyQuota')
    .setParameters({ itemId, day, quantity, dailyQuota })
    .execute()
  if (affected !== 1) throw new Refused('item_today_out')
}

/**
 * Takes from what all members share, so it comes last: the day's quota, then the stock. An item whose stock is not counted is touched
 * all the same: whoever begins to count it meanwhile waits, or is waited for. Refuses item_today_out and item_sold_out.
 */
export async function takeStock(tx: Tx, item: ItemRow, day: Day, quantity: number) {
  await takeDay(tx, item, day, quantity)
  const { affected } = await tx
    .createQueryBuilder()
    .update(Items)
    .set({ stockLeft: () => `stock_left - ${quantity}` })
    .where("id = :id AND state = 'on_sale' AND (stockLeft IS NULL OR stockLeft >= :quantity)")
    .setParameters({ id: item.id, quantity })
    .execute()
  if (affected !== 1) throw new Refused('item_sold_out')
}

type Given = Pick<OrderRow, 'itemId' | 'quantity' | 'day' | 'dayCounted'>

/** Puts back what an order had taken that came to nothing. */
export async function giveStockBack(tx: Tx, { itemId, quantity, day, dayCounted }: Given) {
  if (dayCounted && day !== null) await tx.decrement(ItemDays, { itemId, day }, 'taken', quantity)
  await tx
    .createQueryBuilder()
    .update(Items)
    .set({ stockLeft: () => `stock_left + ${quantity}` })
    .where('id = :itemId AND stockLeft IS NOT NULL', { itemId })
    .execute()
}
