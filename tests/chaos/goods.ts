import { createGroupBuys } from '../../apps/server/seeds/group-buys'
import { Activities } from '../../apps/server/src/domains/groupbuy/entities'
import { Items } from '../../apps/server/src/domains/mall/entities'
import { inTransaction } from '../../apps/server/src/platform/db/tx'
import type { Deployment } from './deployment'

const PLENTY = 100_000
const CASH_FEN = 2900

export type Goods = Awaited<ReturnType<typeof putOnSale>>

/** Something to buy with friends and something for a point and money, as much of it as anybody wants. */
export const putOnSale = ({ look, shop }: Deployment) =>
  look((db) =>
    inTransaction(db, async (tx) => {
      await createGroupBuys(tx, shop, new Date())
      const activity = await tx.findOneByOrFail(Activities, { newcomersOnly: false })
      const stock = { stockTotal: PLENTY, stockLeft: PLENTY, perMemberLimit: PLENTY }
      await tx.update(Activities, { id: activity.id }, stock)
      const [pair] = activity.prices
      if (!pair) throw new Error('a group-buy without prices')
      const opening = { activityId: activity.id, size: pair.size, priceSeenFen: pair.leaderPriceFen }
      const item = await tx.findOneByOrFail(Items, { priceFen: CASH_FEN })
      await tx.update(Items, { id: item.id }, { ...stock, points: 1 })
      const wish = { itemId: item.id, quantity: 1, pointsSeen: 1, cashSeenFen: CASH_FEN, storeId: shop.stores.wutong }
      return { activityId: activity.id, opening, wish }
    }),
  )
