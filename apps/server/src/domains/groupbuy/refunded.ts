import { forUpdate, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { GroupOrders } from './entities'

/** Money of an order has arrived where it came from. With the last of it the order is over. */
export async function moneyBack(tx: Tx, { orderId, amountFen }: { orderId: string; amountFen: number }) {
  const order = found(await tx.findOne(GroupOrders, { where: { id: orderId }, ...forUpdate(tx) }))
  const refundedFen = order.refundedFen + amountFen
  const over = order.state === 'refunding' && refundedFen === order.priceFen
  await tx.update(GroupOrders, { id: orderId }, { refundedFen, ...(over ? { state: 'refunded' } : {}) })
}
