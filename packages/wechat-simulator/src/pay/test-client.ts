import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { Platform, PayMode } from '#simulator/pay/signature/platform'
import { API_V3_KEY, openReceiver, type Headers } from '#simulator/pay/test-receiver'
import { startSimulator } from '#simulator/server'
import { APP, START_MS } from '#simulator/test-client'

export const MCH_ID = '1900000001'
export const SERIAL = '5AABBCCDDEEFF00112233445566778899AABBCCD'
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

type Json = Record<string, unknown>

/** Signs as a merchant, with the test's own words for the format. */
export const merchantSign = (message: string, forged = false) =>
  sign('sha256', Buffer.from(message), (forged ? stranger : keys).privateKey).toString('base64')

export type CallChange = {
  forged?: boolean
  skewS?: number
  nonce?: string
  mchId?: string
  serial?: string
  authorization?: string
  sentBody?: string
  headers?: Record<string, string>
}

const start = (notifyOrigin: string, mode: PayMode) =>
  startSimulator({
    ...APP,
    port: 0,
    now: () => START_MS,
    pay: {
      mchId: MCH_ID,
      apiV3Key: API_V3_KEY,
      merchantCertSerial: SERIAL,
      merchantPublicKeyPem: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      notifyHosts: { 'shop.test': notifyOrigin },
      platform: { mode },
    },
  })

const createVerified = (platform: Platform | undefined) => (headers: Headers, body: string) => {
  const known = [platform?.certificate, platform?.publicKey].find((key) => key?.serial === headers['wechatpay-serial'])
  const message = `${String(headers['wechatpay-timestamp'])}\n${String(headers['wechatpay-nonce'])}\n${body}\n`
  const signature = Buffer.from(String(headers['wechatpay-signature']), 'base64')
  return known !== undefined && verify('sha256', Buffer.from(message), createPublicKey(known.publicKeyPem), signature)
}

const createSend =
  (payUrl: string, now: () => number) =>
  async (method: string, path: string, body?: object, change: CallChange = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const timestamp = String(Math.floor(now() / 1000) + (change.skewS ?? 0))
    const nonce = change.nonce ?? 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6'
    const signature = merchantSign(`${method}\n${path}\n${timestamp}\n${nonce}\n${text}\n`, change.forged)
    const proof = `mchid="${change.mchId ?? MCH_ID}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${change.serial ?? SERIAL}",signature="${signature}"`
    return fetch(`${payUrl}${path}`, {
      method,
      ...(body !== undefined && { body: change.sentBody ?? text }),
      headers: {
        Authorization: change.authorization ?? `WECHATPAY2-SHA256-RSA2048 ${proof}`,
        'Content-Type': 'application/json',
        ...change.headers,
      },
    })
  }

const createCall =
  (send: ReturnType<typeof createSend>, verified: ReturnType<typeof createVerified>) =>
  async (method: string, path: string, body?: object, change?: CallChange) => {
    const response = await send(method, path, body, change)
    const text = await response.text()
    const headers = Object.fromEntries(response.headers)
    const json: Json = text.startsWith('{') ? { ...Object(JSON.parse(text)) } : {}
    const number = Number(headers['request-id']?.split('-').at(-1))
    return { status: response.status, json, text, headers, number, verified: verified(headers, text) }
  }

const orderBodyFor =
  (openid: string) =>
  (outTradeNo: string, more: object = {}) => ({
    appid: APP.appId,
    mchid: MCH_ID,
    description: '红烧肉套餐',
    out_trade_no: outTradeNo,
    notify_url: 'https://shop.test/pay/notify',
    amount: { total: 1000, currency: 'CNY' },
    payer: { openid },
    ...more,
  })

/** A simulator with Pay whose clock stands still, a shop that hears its pushes, and a person "ann" with an openid. */
export const openPay = async (mode: PayMode = 'public-key') => {
  const receiver = await openReceiver()
  const simulator = await start(receiver.url, mode)
  const { world, payUrl = '' } = simulator
  const platform = world.pay?.platform
  const verified = createVerified(platform)
  const send = createSend(payUrl, world.clock.now)
  const call = createCall(send, verified)

  const order = async (name: string, body: object = {}) => {
    const init = { method: 'POST', body: JSON.stringify(body) }
    const answer: Json = { ...Object(await (await fetch(`${simulator.url}/__sim/${name}`, init)).json()) }
    return answer
  }
  const openid = String((await order('users', { key: 'ann' })).openid)
  const orderBody = orderBodyFor(openid)
  const place = (outTradeNo: string, more?: object) =>
    call('POST', '/v3/pay/transactions/jsapi', orderBody(outTradeNo, more))
  const query = (outTradeNo: string) => call('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${MCH_ID}`)
  /** Moves the clock; what comes due has happened afterwards. */
  const advance = (advanceMs: number) => order('clock', { advanceMs })
  const paid = async (outTradeNo: string, more?: object) => {
    await place(outTradeNo, more)
    return String((await order('pay', { outTradeNo, key: 'ann' })).transactionId)
  }
  const stop = async () => {
    await simulator.stop()
    await receiver.stop()
  }
  const shop = { orderBody, place, query, advance, paid }
  return { ...simulator, payUrl, receiver, platform, openid, verified, send, call, order, ...shop, stop }
}

export type TestPay = Awaited<ReturnType<typeof openPay>>
