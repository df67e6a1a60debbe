import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context, Middleware } from 'koa'
import { signedHeaders } from '#simulator/pay/signature/answer-headers'
import type { PayAnswer, PayEndpoint } from '#simulator/pay/endpoint'
import { failureOfStatus, PayFailure, payFailureBody, refuse } from '#simulator/pay/failure'
import { keyFor, platformKeys } from '#simulator/pay/signature/platform'
import { linesOf, parseAuthorization, verifyText } from '#simulator/pay/signature/signing'
import type { Pay } from '#simulator/pay/state'
import { takeTrouble } from '#simulator/pay/trouble'
import { takeFault, type Mishap } from '#simulator/state/faults'
import type { World } from '#simulator/world'

const MOST_SKEW_S = 300
const NONCE = /^[\w-]{1,32}$/

const signError = (message: string) => refuse(401, 'SIGN_ERROR', message)

/** Reads the raw address and body: Pay signs the very bytes. */
const requireSignature = (world: World, pay: Pay, ctx: Context) => {
  const proof = parseAuthorization(ctx.get('Authorization') || undefined)
  if (!proof) return signError('Http头Authorization值格式错误')
  if (!NONCE.test(proof.nonce)) return signError('Http头Authorization中的nonce_str格式错误')
  if (proof.mchId !== pay.mchId) return signError('商户号不存在或与证书不匹配')
  if (proof.serial !== pay.merchant.serial) return signError('商户证书序列号有误')
  const skewS = Math.abs(world.clock.now() / 1000 - Number(proof.timestamp))
  if (!/^\d{10}$/.test(proof.timestamp) || skewS > MOST_SKEW_S)
    return signError('Http头Authorization中的timestamp已过期')
  const { method = '', url = '' } = ctx.req
  const message = linesOf(method, url, proof.timestamp, proof.nonce, ctx.request.rawBody ?? '')
  return verifyText(pay.merchant.publicKey, message, proof.signature) ? undefined : signError('错误的签名，验签失败')
}

const requireKnownKey = (pay: Pay, ctx: Context) => {
  if (keyFor(pay.platform, ctx.get('Wechatpay-Serial') || undefined)) return
  refuse(400, 'PARAM_ERROR', 'Wechatpay-Serial不是可用的平台证书或微信支付公钥')
}

const bodyOf = (ctx: Context): unknown => {
  if (ctx.method !== 'POST') return undefined
  try {
    return JSON.parse(ctx.request.rawBody ?? '')
  } catch {
    return refuse(400, 'PARAM_ERROR', '请求体不是合法的JSON')
  }
}

const paramsOf = (ctx: Context): Record<string, string> => ({ ...Object(ctx.params) })

const reply = (world: World, pay: Pay, endpoint: PayEndpoint, ctx: Context): PayAnswer => {
  requireSignature(world, pay, ctx)
  requireKnownKey(pay, ctx)
  const query = Object.fromEntries(new URLSearchParams(ctx.querystring))
  return endpoint.answer(world, pay, { params: paramsOf(ctx), query, body: bodyOf(ctx) })
}

const attempt = (work: () => PayAnswer): PayAnswer | PayFailure => {
  try {
    return work()
  } catch (error) {
    if (error instanceof PayFailure) return error
    throw error
  }
}

const sign = (world: World, pay: Pay, ctx: Context, body: string) => {
  const key = keyFor(pay.platform, ctx.get('Wechatpay-Serial') || undefined) ?? platformKeys(pay.platform)[0]
  const trouble = takeTrouble(pay.answerTroubles, ['wrong-serial', 'forged', 'signtest', 'skew'])
  if (key) ctx.set(signedHeaders(key, body, world.clock.now(), trouble))
}

const requestId = (number: number) => `08${randomBytes(18).toString('hex').toUpperCase()}-${number}`

const send = (world: World, pay: Pay, ctx: Context, answer: PayAnswer | PayFailure) => {
  ctx.set('Request-ID', requestId(answer instanceof PayFailure ? answer.number : 0))
  if (!(answer instanceof PayFailure) && 'download' in answer) {
    ctx.type = answer.download.contentType
    ctx.body = answer.download.bytes
    return
  }
  const failed = answer instanceof PayFailure
  const json = failed ? payFailureBody(answer) : 'json' in answer ? answer.json : undefined
  const body = json === undefined ? '' : JSON.stringify(json)
  sign(world, pay, ctx, body)
  ctx.status = failed ? answer.status : json ? 200 : 204
  if (!json) return
  ctx.type = 'application/json'
  ctx.body = body
}

const hangUp = (ctx: Context) => {
  ctx.respond = false
  ctx.req.socket.destroy()
}

const act = (ctx: Context, mishap: Mishap, work: () => PayAnswer, tell: (answer: PayAnswer | PayFailure) => void) => {
  switch (mishap.kind) {
    case 'none':
      return tell(attempt(work))
    case 'errcode':
      return tell(new PayFailure(500, 'SYSTEM_ERROR', '系统错误', mishap.errcode))
    case 'status':
      return tell(failureOfStatus(mishap.status))
    case 'text':
      // What a proxy on the way would say: nobody signed it.
      ctx.status = 200
      ctx.body = mishap.text
      return undefined
    case 'drop':
      if (mishap.when === 'after') attempt(work)
      return hangUp(ctx)
  }
}

/** Everything that Pay does the same way for each call, and the faults that the control plane ordered. */
export const payGate =
  (world: World, pay: Pay, endpoint: PayEndpoint): Middleware =>
  async (ctx) => {
    const { delayMs, mishap } = takeFault(world.faults, endpoint.path)
    if (delayMs > 0) await pause(delayMs, undefined, { ref: false })
    const work = () => reply(world, pay, endpoint, ctx)
    act(ctx, mishap, work, (answer) => send(world, pay, ctx, answer))
  }
