import { constants, privateDecrypt } from 'node:crypto'
import type { PayEndpoint } from '#simulator/pay/endpoint'
import { NUMBER, refuse, wrongParameter } from '#simulator/pay/failure'
import { fingerprint } from '#simulator/pay/fields'
import { requireKnownHost } from '#simulator/pay/order/endpoints'
import type { Order } from '#simulator/pay/order/order'
import { findByTransactionId, refundedOf } from '#simulator/pay/order/state'
import { platformKeys } from '#simulator/pay/signature/platform'
import { abnormalRefundOrder, refundOrder, type RefundOrder } from '#simulator/pay/refund/fields'
import { planVerdict, presentRefund, takeOutcome } from '#simulator/pay/refund/outcome'
import type { Refund } from '#simulator/pay/refund/state'
import { nextNumber, type Pay } from '#simulator/pay/state'
import type { World } from '#simulator/world'

const MOST_PARTS = 50
const SHORTEST_GAP_MS = 60_000
const WINDOW_MS = 365 * 86_400_000

const invalid = (message: string, number?: number) => refuse(400, 'INVALID_REQUEST', message, number)
const noSuchRefund = () => refuse(404, 'RESOURCE_NOT_EXISTS', '退款单不存在')

const paidOrderOf = (pay: Pay, { transaction_id, out_trade_no }: RefundOrder): Order => {
  if (transaction_id === undefined && out_trade_no === undefined) wrongParameter('/transaction_id', 'is missing')
  const order =
    transaction_id === undefined ? pay.orders.get(out_trade_no ?? '') : findByTransactionId(pay, transaction_id)
  if (!order?.payment) return refuse(404, 'RESOURCE_NOT_EXISTS', '订单不存在')
  if (out_trade_no !== undefined && order.outTradeNo !== out_trade_no) return invalid('订单号不匹配')
  return order
}

/** The rules of §2.5, in the order in which a merchant meets them. */
const requireRoom = (pay: Pay, order: Order, { amount }: RefundOrder, nowMs: number) => {
  if (amount.total !== order.total) invalid('订单金额与原订单不一致')
  if (nowMs - (order.payment?.atMs ?? nowMs) > WINDOW_MS) invalid('订单已超过可退款期限')
  const parts = [...pay.refunds.values()].filter((refund) => refund.order === order)
  if (parts.length >= MOST_PARTS) invalid('退款次数超过限制')
  if (amount.refund + refundedOf(pay, order) > order.total) invalid('退款金额大于可退金额')
  const last = Math.max(...parts.map(({ createdMs }) => createdMs))
  if (nowMs - last < SHORTEST_GAP_MS) refuse(429, 'FREQUENCY_LIMITED', '同一订单的退款间隔需大于一分钟')
}

const requireFunds = (pay: Pay) => {
  if (pay.notEnough === 0) return
  pay.notEnough -= 1
  refuse(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起')
}

const refund = (world: World, pay: Pay, raw: unknown): Refund => {
  const body = refundOrder(raw, '')
  if (body.notify_url !== undefined) requireKnownHost(pay, body.notify_url)
  const print = fingerprint(body)
  const known = pay.refunds.get(body.out_refund_no)
  if (known) return known.fingerprint === print ? known : invalid('退款单号重复，参数不一致', NUMBER.otherParameters)
  const order = paidOrderOf(pay, body)
  const nowMs = world.clock.now()
  requireRoom(pay, order, body, nowMs)
  requireFunds(pay)
  const made: Refund = {
    refundId: nextNumber(pay, '5030', nowMs),
    outRefundNo: body.out_refund_no,
    fingerprint: print,
    order,
    amount: body.amount.refund,
    reason: body.reason ?? '',
    notifyUrl: body.notify_url ?? null,
    channel: 'ORIGINAL',
    status: 'PROCESSING',
    createdMs: nowMs,
    successMs: null,
    verdict: 0,
  }
  pay.refunds.set(made.outRefundNo, made)
  planVerdict(world, pay, made, takeOutcome(pay, made.outRefundNo))
  return made
}

/** Such a text was encrypted to Pay's key; the key for it is the one that Pay signs with. */
const requireReadable = (pay: Pay, at: string, secret: string | undefined) => {
  const readable = platformKeys(pay.platform).some(({ privateKey }) => {
    try {
      const buffer = Buffer.from(secret ?? '', 'base64')
      return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING }, buffer).length > 0
    } catch {
      return false
    }
  })
  if (!readable) wrongParameter(at, 'cannot be decrypted')
}

const applyAbnormal = (world: World, pay: Pay, refundId: string, raw: unknown) => {
  const body = abnormalRefundOrder(raw, '')
  const found = [...pay.refunds.values()].find((one) => one.refundId === refundId) ?? noSuchRefund()
  if (found.outRefundNo !== body.out_refund_no) invalid('退款单号不匹配')
  if (found.status !== 'ABNORMAL') invalid('退款单状态不是退款异常')
  if (body.type === 'USER_BANK_CARD') {
    if (body.bank_type === undefined) wrongParameter('/bank_type', 'is missing')
    requireReadable(pay, '/bank_account', body.bank_account)
    requireReadable(pay, '/real_name', body.real_name)
  }
  found.status = 'PROCESSING'
  found.channel = 'OTHER_BANKCARD'
  planVerdict(world, pay, found, takeOutcome(pay, found.outRefundNo))
  return found
}

const REFUNDS = '/v3/refund/domestic/refunds'

/** Refunding, asking after a refund, and sending an abnormal one elsewhere. */
export const refundEndpoints: readonly PayEndpoint[] = [
  {
    method: 'POST',
    path: REFUNDS,
    answer: (world, pay, { body }) => ({ json: presentRefund(refund(world, pay, body)) }),
  },
  {
    method: 'GET',
    path: `${REFUNDS}/:outRefundNo`,
    answer: (_world, pay, { params }) => ({
      json: presentRefund(pay.refunds.get(params.outRefundNo ?? '') ?? noSuchRefund()),
    }),
  },
  {
    method: 'POST',
    path: `${REFUNDS}/:refundId/apply-abnormal-refund`,
    answer: (world, pay, { params, body }) => ({
      json: presentRefund(applyAbnormal(world, pay, params.refundId ?? '', body)),
    }),
  },
]
