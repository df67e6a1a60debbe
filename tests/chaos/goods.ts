import { createGroupBuys } from '../../apps/server/seeds/plans/group-buys'
import { Activities, type ActivityRow } from '../../apps/server/src/domains/groupbuy/entities'
import { Items } from '../../apps/server/src/domains/mall/entities'
import { inTransaction } from '../../apps/server/src/platform/db/tx'
import type { Deployment } from './deployment'

const PLENTY = 100_000
const CASH_FEN = 2900

/** How a team of two is opened, and how its goods get to who joins; a voucher leaves nothing to choose. */
function groupOf({ id: activityId, prices: [pair], itemId }: ActivityRow, storeId: string) {
  if (!pair) throw new Error('a group-buy without prices')
  const way = itemId === null ? {} : { storeId }
  return { activityId, way, opening: { activityId, size: pair.size, priceSeenFen: pair.leaderPriceFen, ...way } }
}

export type Goods = Awaited<ReturnType<typeof putOnSale>>

/** A voucher and goods to buy with friends, and something for a point and money, as much of it as anybody wants. */
export const putOnSale = ({ look, shop }: Deployment) =>
  look((db) =>
    inTransaction(db, async (tx) => {
      await createGroupBuys(tx, shop, new Date())
      const stock = { stockTotal: PLENTY, stockLeft: PLENTY, perMemberLimit: PLENTY }
      await tx.update(Activities, { newcomersOnly: false }, stock)
      const activities = await tx.find(Activities, { where: { newcomersOnly: false }, order: { id: 'ASC' } })
      const groups = activities.map((activity) => groupOf(activity, shop.stores.wutong))
      const item = await tx.findOneByOrFail(Items, { priceFen: CASH_FEN })
      await tx.update(Items, { id: item.id }, { ...stock, points: 1 })
      const wish = { itemId: item.id, quantity: 1, pointsSeen: 1, cashSeenFen: CASH_FEN, storeId: shop.stores.wutong }
      return { groups, wish }
    }),
  )
