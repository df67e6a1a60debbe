import { stateOf, type Parcel, type Shipment } from '#simulator/state/shipping'
import type { TradeOrder } from '#simulator/state/trade-orders'
import type { World } from '#simulator/world'

const MAX_DESCRIPTION_CHARACTERS = 120

const seconds = (atMs: number) => Math.floor(atMs / 1000)

const descriptionOf = (parcels: readonly Parcel[]) => {
  const whole = parcels.map(({ itemDesc }) => itemDesc).join(';')
  const characters = [...whole]
  if (characters.length <= MAX_DESCRIPTION_CHARACTERS) return whole
  return `${characters.slice(0, MAX_DESCRIPTION_CHARACTERS).join('')}...`
}

const presentParcel = ({ trackingNo, expressCompany, itemDesc, contact, uploadedAtMs }: Parcel) => ({
  tracking_no: trackingNo,
  express_company: expressCompany,
  goods_desc: itemDesc,
  upload_time: seconds(uploadedAtMs),
  ...(contact && { contact }),
})

const presentShipment = (shipment: Shipment | undefined) =>
  shipment
    ? {
        delivery_mode: shipment.deliveryMode,
        logistics_type: shipment.logisticsType,
        finish_shipping: shipment.finishedAtMs !== null,
        goods_desc: descriptionOf(shipment.parcels),
        finish_shipping_count: shipment.finishedCount,
        shipping_list: shipment.parcels.map(presentParcel),
      }
    : {}

/** An order as the two queries answer it; one that is not shipped has an empty `shipping`. */
export const presentOrder = (world: World, order: TradeOrder) => {
  const shipment = world.shipping.byTransaction.get(order.transactionId)
  return {
    transaction_id: order.transactionId,
    merchant_id: order.mchId,
    sub_merchant_id: '',
    merchant_trade_no: order.outTradeNo,
    description: descriptionOf(shipment?.parcels ?? []),
    paid_amount: order.amountFen ?? 0,
    openid: order.openId,
    trade_create_time: seconds(order.paidAtMs),
    pay_time: seconds(order.paidAtMs),
    order_state: stateOf(order, shipment, world.clock.now()),
    in_complaint: false,
    shipping: presentShipment(shipment),
  }
}
