import { isWhole, objectIn, textIn } from '#simulator/api/body'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { uploadShippingInfo } from '#simulator/api/shipping/upload'
import { presentOrder } from '#simulator/api/shipping/view'
import { LOGISTICS, ORDER_STATE, stateOf } from '#simulator/state/shipping'
import { findByTradeNo, findByTransaction, type TradeOrder } from '#simulator/state/trade-orders'
import type { World } from '#simulator/world'

const PAGE_SIZE = 100

/** The queries name an order otherwise than the upload does: merchant_id instead of mchid. */
const namedOrder = (world: World, body: Call['body']): TradeOrder => {
  const transactionId = textIn(body, 'transaction_id')
  const mchId = textIn(body, 'merchant_id')
  const outTradeNo = textIn(body, 'merchant_trade_no')
  if (transactionId === '' && (mchId === '' || outTradeNo === '')) fail(10060014)
  const found = transactionId
    ? findByTransaction(world.tradeOrders, transactionId)
    : findByTradeNo(world.tradeOrders, mchId, outTradeNo)
  return found ?? fail(10060001)
}

const getOrder = (world: World, { body }: Call) => ({
  errcode: 0,
  errmsg: 'ok',
  order: presentOrder(world, namedOrder(world, body)),
})

const numberIn = (fields: Readonly<Record<string, unknown>>, name: string, otherwise: number) => {
  const value = fields[name] ?? otherwise
  return isWhole(value) ? value : fail(10060014)
}

const cursorOf = (offset: number) => Buffer.from(`from ${offset}`).toString('hex')

const offsetOf = (lastIndex: string) => {
  if (lastIndex === '') return 0
  const [, digits] = /^from (\d+)$/.exec(Buffer.from(lastIndex, 'hex').toString()) ?? []
  return digits === undefined ? fail(10060011) : Number(digits)
}

const wantedOrders = (world: World, body: Call['body']) => {
  const range = objectIn(body, 'pay_time_range')
  const beginMs = numberIn(range, 'begin_time', 0) * 1000
  const endMs = numberIn(range, 'end_time', 0xffff_ffff) * 1000 + 999
  const state = numberIn(body, 'order_state', 0)
  const openId = textIn(body, 'openid')
  const { byTransaction } = world.shipping
  return world.tradeOrders.filter(
    (order) =>
      order.paidAtMs >= beginMs &&
      order.paidAtMs <= endMs &&
      (openId === '' || order.openId === openId) &&
      (state === 0 || stateOf(order, byTransaction.get(order.transactionId), world.clock.now()) === state),
  )
}

const getOrderList = (world: World, { body }: Call) => {
  const from = offsetOf(textIn(body, 'last_index'))
  const size = numberIn(body, 'page_size', PAGE_SIZE)
  if (size < 1) fail(10060014)
  const wanted = wantedOrders(world, body)
  const page = wanted.slice(from, from + size)
  return {
    errcode: 0,
    errmsg: 'ok',
    order_list: page.map((order) => presentOrder(world, order)),
    last_index: cursorOf(from + page.length),
    has_more: from + page.length < wanted.length,
  }
}

/** Reminds the buyer to press "received", once per order. */
const notifyConfirmReceive = (world: World, { body }: Call) => {
  const order = namedOrder(world, body)
  const { received_time: receivedAt } = body
  if (!isWhole(receivedAt)) return fail(10060014)
  const shipment = world.shipping.byTransaction.get(order.transactionId)
  const nowMs = world.clock.now()
  if (!shipment || stateOf(order, shipment, nowMs) !== ORDER_STATE.shipped) return fail(10060028)
  if (shipment.logisticsType !== LOGISTICS.express) fail(10060032)
  if (shipment.remindedAtMs !== null) fail(10060030)
  if (receivedAt * 1000 <= shipment.uploadedAtMs) fail(10060029)
  shipment.remindedAtMs = nowMs
  return { errcode: 0, errmsg: 'ok' }
}

/** Any path is taken: one that does not exist leads to WeChat's own page. */
const setMsgJumpPath = (world: World, { body }: Call) => {
  if (typeof body.path !== 'string') return fail(47001)
  world.shipping.jumpPath = body.path
  return { errcode: 0, errmsg: 'ok' }
}

const isTradeManaged = (world: World, { body }: Call) => {
  const appId = textIn(body, 'appid') || fail(40097)
  if (appId !== world.app.appId) fail(40013)
  return { errcode: 0, errmsg: 'ok', is_trade_managed: true }
}

const shippingEndpoint = (name: string, answer: Endpoint['answer']): Endpoint => ({
  method: 'POST',
  path: `/wxa/sec/order/${name}`,
  needsToken: true,
  answer,
})

export const shippingEndpoints: readonly Endpoint[] = [
  shippingEndpoint('upload_shipping_info', uploadShippingInfo),
  shippingEndpoint('get_order', getOrder),
  shippingEndpoint('get_order_list', getOrderList),
  shippingEndpoint('notify_confirm_receive', notifyConfirmReceive),
  shippingEndpoint('set_msg_jump_path', setMsgJumpPath),
  shippingEndpoint('is_trade_managed', isTradeManaged),
]
