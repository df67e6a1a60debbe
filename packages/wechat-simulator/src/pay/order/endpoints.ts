import type { PayEndpoint } from '#simulator/pay/endpoint'
import { NUMBER, refuse, wrongParameter } from '#simulator/pay/failure'
import { fingerprint } from '#simulator/pay/fields'
import { closeOrder, jsapiOrder, type JsapiOrder } from '#simulator/pay/order/fields'
import type { Order } from '#simulator/pay/order/order'
import { findByTransactionId, isExpired, newPrepay, tradeStateOf } from '#simulator/pay/order/state'
import { presentOrder } from '#simulator/pay/order/view'
import type { Pay } from '#simulator/pay/state'
import { momentOf } from '#simulator/pay/time'
import { findByOpenId } from '#simulator/state/users'
import type { World } from '#simulator/world'

const SOONEST_EXPIRY_MS = 60_000

/** Nothing of a simulation may leave for the world. */
export const requireKnownHost = (pay: Pay, url: string) => {
  if (!Object.hasOwn(pay.notifyHosts, new URL(url).host)) wrongParameter('/notify_url', 'cannot be reached')
}

export const requireMerchant = (pay: Pay, mchId: string | undefined) => {
  if (mchId === undefined || mchId === '') wrongParameter('mchid', 'is missing')
  if (mchId !== pay.mchId) refuse(400, 'INVALID_REQUEST', '商户号与订单不匹配', NUMBER.merchantMismatch)
}

const requireParties = (world: World, pay: Pay, { appid, mchid, payer, notify_url }: JsapiOrder): string => {
  if (mchid !== pay.mchId) return refuse(400, 'MCH_NOT_EXISTS', '商户号不存在')
  if (appid !== world.app.appId) return refuse(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配')
  requireKnownHost(pay, notify_url)
  const { openid } = payer
  if (openid === undefined) return wrongParameter('/payer/openid', 'is missing', NUMBER.openIdMissing)
  return findByOpenId(world.users, openid) ? openid : wrongParameter('/payer/openid', 'is not one of this app')
}

const expiryOf = (text: string | undefined, nowMs: number) => {
  if (text === undefined) return null
  const atMs = momentOf(text) ?? wrongParameter('/time_expire', 'must be RFC 3339 with a zone')
  if (atMs < nowMs + SOONEST_EXPIRY_MS) wrongParameter('/time_expire', 'must be a minute ahead', NUMBER.outOfRange)
  return atMs
}

/** The same order asked for once more. */
const orderAgain = (pay: Pay, order: Order, print: string, nowMs: number) => {
  const state = tradeStateOf(pay, order, nowMs)
  if (state === 'CLOSED') refuse(403, 'OUT_TRADE_NO_USED', '该订单已关闭', NUMBER.orderOver)
  if (state !== 'NOTPAY') refuse(403, 'OUT_TRADE_NO_USED', '该订单已支付')
  if (order.fingerprint !== print)
    refuse(400, 'INVALID_REQUEST', '请求重入时，参数与首次请求不一致', NUMBER.otherParameters)
  if (isExpired(order, nowMs)) refuse(400, 'INVALID_REQUEST', '订单已过期', NUMBER.orderOver)
  if (nowMs >= order.prepay.endsMs) order.prepay = newPrepay(nowMs)
  return order
}

const placeOrder = (world: World, pay: Pay, raw: unknown): Order => {
  const body = jsapiOrder(raw, '')
  const openId = requireParties(world, pay, body)
  const nowMs = world.clock.now()
  const known = pay.orders.get(body.out_trade_no)
  const print = fingerprint(body)
  if (known) return orderAgain(pay, known, print, nowMs)
  const order: Order = {
    outTradeNo: body.out_trade_no,
    fingerprint: print,
    appId: body.appid,
    description: body.description,
    attach: body.attach ?? '',
    openId,
    total: body.amount.total,
    notifyUrl: body.notify_url,
    createdMs: nowMs,
    expiresMs: expiryOf(body.time_expire, nowMs),
    prepay: newPrepay(nowMs),
    closedMs: null,
    payment: null,
  }
  pay.orders.set(order.outTradeNo, order)
  return order
}

const noSuchOrder = () => refuse(404, 'ORDER_NOT_EXIST', '订单不存在')

const close = (world: World, pay: Pay, outTradeNo: string, raw: unknown) => {
  requireMerchant(pay, closeOrder(raw, '').mchid)
  const order = pay.orders.get(outTradeNo) ?? noSuchOrder()
  if (order.payment) refuse(400, 'ORDERPAID', '订单已支付，不能关闭')
  order.closedMs ??= world.clock.now()
}

const TRADES = '/v3/pay/transactions'

/** Ordering, asking after an order by either number, and closing it. */
export const orderEndpoints: readonly PayEndpoint[] = [
  {
    method: 'POST',
    path: `${TRADES}/jsapi`,
    answer: (world, pay, { body }) => ({ json: { prepay_id: placeOrder(world, pay, body).prepay.id } }),
  },
  {
    method: 'GET',
    path: `${TRADES}/out-trade-no/:outTradeNo`,
    answer: (world, pay, { params, query }) => {
      requireMerchant(pay, query.mchid)
      const order = pay.orders.get(params.outTradeNo ?? '') ?? noSuchOrder()
      return { json: presentOrder(pay, order, world.clock.now()) }
    },
  },
  {
    method: 'GET',
    path: `${TRADES}/id/:transactionId`,
    answer: (world, pay, { params, query }) => {
      requireMerchant(pay, query.mchid)
      const order = findByTransactionId(pay, params.transactionId ?? '') ?? noSuchOrder()
      return { json: presentOrder(pay, order, world.clock.now()) }
    },
  },
  {
    method: 'POST',
    path: `${TRADES}/out-trade-no/:outTradeNo/close`,
    answer: (world, pay, { params, body }) => {
      close(world, pay, params.outTradeNo ?? '', body)
      return { empty: true }
    },
  },
]
