import { tell } from '#simulator/push/tell'
import { ORDER_STATE, settlesAtMs, stateOf, type Shipment } from '#simulator/state/shipping'
import type { TradeOrder } from '#simulator/state/trade-orders'
import type { World } from '#simulator/world'

const seconds = (atMs: number) => Math.floor(atMs / 1000)

const announce = (world: World, order: TradeOrder, shipment: Shipment, settledAtMs: number) => {
  const byHand = shipment.confirmedAtMs !== null
  tell(world, {
    appEvent: 'trade_manage_order_settlement',
    openId: order.openId,
    fields: {
      transaction_id: order.transactionId,
      merchant_id: order.mchId,
      sub_merchant_id: '',
      merchant_trade_no: order.outTradeNo,
      pay_time: seconds(order.paidAtMs),
      shipped_time: seconds(shipment.finishedAtMs ?? settledAtMs),
      confirm_receive_method: byHand ? 2 : 1,
      confirm_receive_time: seconds(shipment.confirmedAtMs ?? settledAtMs),
      settlement_time: seconds(settledAtMs),
    },
    atMs: settledAtMs,
  })
}

/** Plans the news of the settlement; a plan that a later upload or a confirmation has overtaken stays silent. */
export const planSettlement = (world: World, order: TradeOrder) => {
  const planned = world.shipping.byTransaction.get(order.transactionId)
  const atMs = planned && settlesAtMs(planned)
  if (!planned || atMs === undefined) return
  world.schedule.plan(atMs, () => {
    const current = world.shipping.byTransaction.get(order.transactionId)
    if (current === planned && stateOf(order, current, atMs) === ORDER_STATE.settled) {
      announce(world, order, planned, atMs)
    }
  })
}

/** The buyer presses "received". The shipment must be on its way. */
export const confirmReceipt = (world: World, order: TradeOrder, shipment: Shipment) => {
  world.shipping.byTransaction.set(order.transactionId, { ...shipment, confirmedAtMs: world.clock.now() })
  planSettlement(world, order)
}
