import type { Call } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { MAX_PARCELS, shippingRequestOf, type OrderKey, type ShippingRequest } from '#simulator/api/shipping/request'
import { planSettlement } from '#simulator/api/shipping/settlement'
import { DELIVERY, ORDER_STATE, stateOf, type Parcel, type Shipment } from '#simulator/state/shipping'
import { findByTradeNo, findByTransaction } from '#simulator/state/trade-orders'
import type { World } from '#simulator/world'

const orderOf = (world: World, key: OrderKey) => {
  const found =
    'transactionId' in key
      ? findByTransaction(world.tradeOrders, key.transactionId)
      : findByTradeNo(world.tradeOrders, key.mchId, key.outTradeNo)
  return found ?? fail(10060001)
}

const contentOf = ({ trackingNo, expressCompany, itemDesc, contact }: Parcel) =>
  JSON.stringify([trackingNo, expressCompany, itemDesc, contact])

const sameParcels = (some: readonly Parcel[], others: readonly Parcel[]) =>
  some.length === others.length &&
  some.every((parcel, index) => {
    const other = others[index]
    return other !== undefined && contentOf(parcel) === contentOf(other)
  })

/** Split deliveries come in parts: what names a known parcel replaces it, the rest is added. */
const withParts = (before: readonly Parcel[], parts: readonly Parcel[]) => {
  const renewed = new Set(parts.map(({ trackingNo }) => trackingNo))
  return [...before.filter(({ trackingNo }) => !renewed.has(trackingNo)), ...parts]
}

const isNews = (before: Shipment, request: ShippingRequest, parcels: readonly Parcel[]) =>
  request.uploadedAtMs > before.uploadedAtMs &&
  !(
    sameParcels(before.parcels, parcels) &&
    before.logisticsType === request.logisticsType &&
    before.deliveryMode === request.deliveryMode &&
    (before.finishedAtMs !== null || !request.allDelivered)
  )

/** Changing what is wholly shipped, or the way it travels, counts as shipping again, which is granted once. */
const isReshipment = (before: Shipment, request: ShippingRequest) =>
  before.finishedAtMs !== null ||
  before.logisticsType !== request.logisticsType ||
  before.deliveryMode !== request.deliveryMode

const firstShipment = (request: ShippingRequest, nowMs: number): Shipment => ({
  logisticsType: request.logisticsType,
  deliveryMode: request.deliveryMode,
  parcels: request.parcels,
  uploadedAtMs: request.uploadedAtMs,
  finishedAtMs: request.allDelivered ? nowMs : null,
  finishedCount: request.allDelivered ? 1 : 0,
  reshipped: false,
  remindedAtMs: null,
  confirmedAtMs: null,
})

const laterShipment = (before: Shipment, request: ShippingRequest, nowMs: number): Shipment => {
  const again = isReshipment(before, request)
  const extended = !again && request.deliveryMode === DELIVERY.split
  const parcels = extended ? withParts(before.parcels, request.parcels) : request.parcels
  if (!isNews(before, request, parcels)) fail(10060023)
  if (again && before.reshipped) fail(10060003)
  if (parcels.length > MAX_PARCELS) fail(10060024)
  return {
    ...firstShipment({ ...request, parcels }, nowMs),
    finishedCount: before.finishedCount + (request.allDelivered ? 1 : 0),
    reshipped: before.reshipped || again,
    remindedAtMs: before.remindedAtMs,
  }
}

/** Tells WeChat that an order is on its way; until then the buyer's money stays frozen. */
export const uploadShippingInfo = (world: World, { body }: Call) => {
  const request = shippingRequestOf(body)
  const order = orderOf(world, request.orderKey)
  if (order.openId !== request.openId) fail(10060031)
  const nowMs = world.clock.now()
  const before = world.shipping.byTransaction.get(order.transactionId)
  const state = stateOf(order, before, nowMs)
  if (state === ORDER_STATE.confirmed) fail(10060002)
  if (state === ORDER_STATE.settled || state === ORDER_STATE.refunded) fail(10060004)
  const shipment = before ? laterShipment(before, request, nowMs) : firstShipment(request, nowMs)
  world.shipping.byTransaction.set(order.transactionId, shipment)
  planSettlement(world, order)
  return { errcode: 0, errmsg: 'ok' }
}
