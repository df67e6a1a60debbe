import { mustTakePayments } from '#server/domains/payment/create-payment'
import type { Handlers } from '#server/platform/http/call'
import type { Platform } from '#server/platform/platform'
import type { Reader } from '#server/platform/db/tx'
import { saveCategories } from '../item/categories'
import { catalogue, categoriesOf, operatorItem } from '../item/operator-view'
import { addStock, putOnSale, takeOff, takesCash } from '../item/sale'
import { saveItem } from '../item/save-item'
import { cancelByShop } from '../order/cancel'
import { addressOfOrder, findOrder, findOrders } from '../order/console'
import { mallReport } from '../order/report'
import { shipOrder } from '../order/ship'

const showItem = async (read: Reader, { now }: { now: Date }, itemId: string) => ({
  item: await operatorItem(read, itemId, now),
})

const itemRoutes = {
  'mall.catalogue': (read, { input, now }) => catalogue(read, input, now),
  'mall.item': (read, call) => showItem(read, call, call.input.itemId),
  'mall.saveItem': { run: (tx, { input, now }) => saveItem(tx, input, now), show: showItem },
  'mall.takeOff': { run: (tx, { input, now }) => takeOff(tx, input.itemId, now), show: showItem },
  'mall.addStock': {
    run: (tx, { actor, input, now }) => addStock(tx, { ...input, operatorId: actor.operatorId, now }),
    show: showItem,
  },
  'mall.saveCategories': {
    run: (tx, { input }) => saveCategories(tx, input),
    show: async (read) => ({ categories: await categoriesOf(read) }),
  },
  'mall.report': async (read, { input }) => ({ rows: await mallReport(read, input) }),
} satisfies Partial<Handlers>

/** What operators do with items and orders. */
export const mallConsoleRoutes = (platform: Platform) => {
  const { vault } = platform
  const showOrder = async (read: Reader, { now }: { now: Date }, orderId: string) => ({
    order: await findOrder(read, vault, orderId, now),
  })
  return {
    ...itemRoutes,
    'mall.putOnSale': {
      run: async (tx, { input, now }) => {
        if (await takesCash(tx, input.itemId)) mustTakePayments(platform)
        return putOnSale(tx, input.itemId, now)
      },
      show: showItem,
    },
    'mall.findOrders': (read, { input, now }) => findOrders(read, vault, input, now),
    'mall.findOrder': (read, call) => showOrder(read, call, call.input.orderId),
    'mall.revealAddress': async (tx, { input }) => ({ address: await addressOfOrder(tx, vault, input.orderId) }),
    'mall.ship': {
      run: (tx, { actor, input, now }) => shipOrder(tx, { ...input, operatorId: actor.operatorId, now }),
      show: showOrder,
    },
    'mall.cancelOrder': {
      run: (tx, { actor, input, now }) => cancelByShop(tx, { ...input, operatorId: actor.operatorId, now }),
      show: showOrder,
    },
  } satisfies Partial<Handlers>
}
