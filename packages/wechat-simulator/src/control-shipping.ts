import { confirmReceipt } from '#simulator/api/shipping/settlement'
import { presentOrder } from '#simulator/api/shipping/view'
import { InvalidOrder, keyOf, wholeOf } from '#simulator/control-orders'
import { ORDER_STATE, stateOf } from '#simulator/state/shipping'
import { findByTradeNo, findByTransaction } from '#simulator/state/trade-orders'
import { userOf } from '#simulator/state/users'
import type { World } from '#simulator/world'

type Order = Readonly<Record<string, unknown>>

const idOf = (order: Order, name: string) => {
  const value = order[name]
  if (typeof value !== 'string' || !/^[\w*-]{1,64}$/.test(value)) throw new InvalidOrder(`${name}: letters and digits`)
  return value
}

/** A payment of the person `key` as if it had just been made, for tests that do not go through Pay. */
const tradeOrder = (world: World, order: Order) => {
  const made = {
    transactionId: idOf(order, 'transactionId'),
    mchId: idOf(order, 'mchId'),
    outTradeNo: idOf(order, 'outTradeNo'),
    openId: userOf(world.users, keyOf(order)).openId,
    paidAtMs: world.clock.now(),
    amountFen: order.amountFen === undefined ? 0 : wholeOf(order, 'amountFen', [0, 1_000_000_000]),
    refunded: order.refunded === true,
  }
  if (
    findByTransaction(world.tradeOrders, made.transactionId) ||
    findByTradeNo(world.tradeOrders, made.mchId, made.outTradeNo)
  ) {
    throw new InvalidOrder('transactionId or outTradeNo is taken')
  }
  world.tradeOrders.push(made)
  return presentOrder(world, made)
}

/** The buyer presses "received" in the message about the shipment. */
const confirmOrder = (world: World, order: Order) => {
  const found = findByTransaction(world.tradeOrders, idOf(order, 'transactionId'))
  const shipment = found && world.shipping.byTransaction.get(found.transactionId)
  if (!found || !shipment || stateOf(found, shipment, world.clock.now()) !== ORDER_STATE.shipped) {
    throw new InvalidOrder('transactionId: no shipped order')
  }
  confirmReceipt(world, found, shipment)
  return presentOrder(world, found)
}

/** The service cards that buyers see, as they are now. */
const serviceCards = (world: World) => ({ cards: [...world.serviceCards.values()] })

export const shippingActs = {
  'trade-order': tradeOrder,
  'confirm-receipt': confirmOrder,
  'service-cards': serviceCards,
}
