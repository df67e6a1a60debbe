import { createHash, createPrivateKey } from 'node:crypto'
import { billPlace, prepaid, shaped, toldOrder, toldRefund } from './answers'
import { exchange, proven, type Connection, type PayRequest } from './exchange'
import type { OrderWanted, Pay, PaymentParams, RefundWanted } from './pay'
import { PayError } from './pay-error'
import { certificatesIn, createPlatformKeys } from './platform-keys'
import { readNotice } from './read-notice'
import { newNonce, sheetText, signed } from './signature'

const TIMEOUT_MS = 8_000
const BILL_LIMIT_BYTES = 64 * 1024 * 1024
const TRADES = '/v3/pay/transactions'
const REFUNDS = '/v3/refund/domestic/refunds'

/** One merchant of WeChat Pay. */
export type PayAccount = {
  mchId: string
  /** 32 bytes. */
  apiV3Key: string
  certSerial: string
  privateKeyPem: string
  /** WeChat's public key; null: its certificates are fetched. */
  publicKey: { id: string; pem: string } | null
  apiUrl: string
  notifyUrl: string
}

export type PayOptions = PayAccount & {
  appId: string
  now: () => number
  warn: (error: PayError) => void
  timeoutMs?: number
}

const BEIJING_AHEAD_MS = 8 * 3_600_000

/** As 2026-11-22T10:00:00+08:00. */
const beijing = (at: Date) => `${new Date(at.getTime() + BEIJING_AHEAD_MS).toISOString().slice(0, 19)}+08:00`

const dayText = (day: number) => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')

type Ask = (request: PayRequest) => Promise<unknown>

const orderCalls = (ask: Ask, { appId, mchId }: Pick<PayOptions, 'appId' | 'mchId'>) => ({
  async order(wanted: OrderWanted) {
    const body = {
      ...{ appid: appId, mchid: mchId, description: wanted.description, out_trade_no: wanted.outTradeNo },
      ...{ time_expire: beijing(wanted.expiresAt), notify_url: wanted.notifyUrl },
      amount: { total: wanted.amountFen, currency: 'CNY' },
      payer: { openid: wanted.openId },
    }
    const json = await ask({ call: 'order', method: 'POST', path: `${TRADES}/jsapi`, body })
    return { prepayId: shaped('order', prepaid, json).prepay_id }
  },

  async queryByOutTradeNo(outTradeNo: string) {
    const path = `${TRADES}/out-trade-no/${encodeURIComponent(outTradeNo)}?mchid=${mchId}`
    return toldOrder('query', await ask({ call: 'query', method: 'GET', path }))
  },

  async close(outTradeNo: string) {
    const path = `${TRADES}/out-trade-no/${encodeURIComponent(outTradeNo)}/close`
    await ask({ call: 'close', method: 'POST', path, body: { mchid: mchId } })
  },
})

const refundCalls = (ask: Ask, notifyUrl: string) => ({
  async refund({ outTradeNo, outRefundNo, amountFen, totalFen, reason }: RefundWanted) {
    const body = {
      ...{ out_trade_no: outTradeNo, out_refund_no: outRefundNo, reason, notify_url: notifyUrl },
      amount: { refund: amountFen, total: totalFen, currency: 'CNY' },
    }
    return toldRefund('refund', await ask({ call: 'refund', method: 'POST', path: REFUNDS, body }))
  },

  async queryRefund(outRefundNo: string) {
    const path = `${REFUNDS}/${encodeURIComponent(outRefundNo)}`
    return toldRefund('refund query', await ask({ call: 'refund query', method: 'GET', path }))
  },
})

/** Where a bill lies is told by a signed answer, with its hash; the file itself is not signed. */
const billCall = (ask: Ask, connection: Connection) => async (day: number) => {
  const call = 'bill'
  const path = `/v3/bill/tradebill?bill_date=${dayText(day)}&bill_type=ALL`
  const { hash_value: hash, download_url: place } = shaped(call, billPlace, await ask({ call, method: 'GET', path }))
  const url = new URL(place)
  // The request is signed: it goes nowhere else.
  if (url.origin !== new URL(connection.baseUrl).origin)
    throw new PayError({ kind: 'unavailable', call, note: 'the bill lies elsewhere' })
  const file = { call, method: 'GET' as const, path: `${url.pathname}${url.search}` }
  const { status, bytes } = await exchange(connection, file, BILL_LIMIT_BYTES)
  if (status !== 200 || createHash('sha1').update(bytes).digest('hex') !== hash.toLowerCase())
    throw new PayError({ kind: 'unavailable', call, note: 'the bill did not arrive whole' })
  return bytes.toString('utf8')
}

const sheet =
  ({ privateKey, now }: Connection, appId: string) =>
  (prepayId: string): PaymentParams => {
    const packed = `prepay_id=${prepayId}`
    const [timestamp, nonce] = [String(Math.floor(now() / 1000)), newNonce()]
    const paySign = signed(privateKey, sheetText({ appId, timestamp, nonce, packed }))
    return { timeStamp: timestamp, nonceStr: nonce, package: packed, signType: 'RSA', paySign }
  }

/** Their seal vouches for them, so that the first one needs no other key. */
async function certificatesOf(connection: Connection, apiV3Key: string) {
  const request: PayRequest = { call: 'certificates', method: 'GET', path: '/v3/certificates' }
  const { status, bytes } = await exchange({ ...connection, wantedSerial: null }, request)
  if (status !== 200)
    throw new PayError({ kind: 'unavailable', call: request.call, note: `no certificates, HTTP ${status}` })
  try {
    return certificatesIn(JSON.parse(bytes.toString('utf8')), apiV3Key)
  } catch {
    const note = 'the certificates cannot be opened: compare WECHAT_PAY_API_V3_KEY'
    throw new PayError({ kind: 'misconfigured', call: request.call, note })
  }
}

/** The product's WeChat Pay (v3), for one merchant. Every answer is believed by its signature only. */
export function createPay(options: PayOptions): Pay {
  const { appId, mchId, apiV3Key, certSerial, publicKey, notifyUrl, now, warn, timeoutMs = TIMEOUT_MS } = options
  const privateKey = createPrivateKey(options.privateKeyPem)
  const baseUrl = options.apiUrl.replace(/\/+$/, '')
  const wantedSerial = publicKey?.id ?? null
  const connection: Connection = { mchId, certSerial, privateKey, baseUrl, timeoutMs, now, wantedSerial }

  const fetchCertificates = () => certificatesOf(connection, apiV3Key)
  const keyOf = createPlatformKeys({ publicKey, fetchCertificates, now, warn })
  const ask: Ask = async (request) => proven(request, await exchange(connection, request), { keyOf, now })

  return {
    ...{ appId, mchId, notifyUrl },
    ...orderCalls(ask, { appId, mchId }),
    ...refundCalls(ask, notifyUrl),
    tradeBill: billCall(ask, connection),
    signedParams: sheet(connection, appId),
    readNotice: (headers, rawBody) => readNotice(headers, rawBody, { apiV3Key, keyOf, now }),
  }
}
