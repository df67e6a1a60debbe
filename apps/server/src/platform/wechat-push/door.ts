import Router from '@koa/router'
import { bodyParser } from '@koa/bodyparser'
import type { Context } from 'koa'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { openPush, PushForged, verifyAddress, wrapReply, type PushApp, type Stamp } from './envelope'
import { pushOf, type Push, type PushAppKind } from './push'
import { createReceive, keepReply, replyOf } from './receive'

const BODY_KB = 64
/** What WeChat takes for "heard, and nothing to say". */
const HEARD = 'success'

/** What a room says at once to a person who wrote to the 公众号; null for nothing. `receivedAt` is when the first copy came. */
export type ReplyTo = (push: Push, receivedAt: Date) => Promise<string | null>

const TYPES = { json: 'application/json', xml: 'text/xml' } as const

const one = (value: unknown) => (typeof value === 'string' ? value : '')

const stampOf = ({ query }: Context): Stamp => ({
  signature: one(query['signature']),
  timestamp: one(query['timestamp']),
  nonce: one(query['nonce']),
  encryptType: one(query['encrypt_type']),
  msgSignature: one(query['msg_signature']),
})

const isKind = (name: string): name is PushAppKind => name === 'mini' || name === 'official'

/** Bodies stay text: what is signed is the very text, and WeChat writes JSON and XML. */
const asText = bodyParser({ enableTypes: ['text'], extendTypes: { text: ['*/*'] }, textLimit: `${BODY_KB}kb` })

export function pushDoor(platform: Platform, replyTo: ReplyTo) {
  const { clock, log, pushApps, vault } = platform
  const router = new Router({ prefix: '/wechat/push' })
  const receive = createReceive(platform)

  const appOf = (ctx: Context): PushApp & { kind: PushAppKind } => {
    const kind = String(ctx['params']['app'])
    const app = isKind(kind) ? pushApps[kind] : null
    if (!isKind(kind) || !app) throw new Refused('not_found')
    return { ...app, kind }
  }

  const orRefused = <T>(ctx: Context, work: () => T): T => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof PushForged)) throw error
      log.warn({ why: error.message, path: ctx.path, address: ctx.ip }, 'a push was refused')
      throw new Refused('push_refused', { cause: error })
    }
  }

  async function answerOf(push: Push) {
    const row = await receive({ push, now: clock() })
    // A mini program has no reply of this kind: WeChat would take one for a fault.
    if (push.app === 'mini') return null
    const before = replyOf(vault, row)
    if (before) return before
    const text = await replyTo(push, row.receivedAt)
    return text === null ? null : keepReply(platform, push, { text, at: clock() })
  }

  router.get('/:app', (ctx) => {
    orRefused(ctx, () => verifyAddress(appOf(ctx), stampOf(ctx), clock()))
    ctx.type = 'text/plain'
    ctx.body = one(ctx.query['echostr'])
  })

  router.post('/:app', asText, async (ctx) => {
    const app = appOf(ctx)
    const { format, fields } = orRefused(ctx, () => openPush(app, stampOf(ctx), ctx.request.rawBody ?? '', clock()))
    const push = pushOf(app.kind, fields)
    if (!push) throw new Refused('push_refused')
    const reply = await answerOf(push)
    ctx.type = reply ? TYPES[format] : 'text/plain'
    ctx.body = reply
      ? wrapReply(app, format, { to: push.openId, from: push.accountId, text: reply.text, at: reply.at })
      : HEARD
  })
  return router.routes()
}
