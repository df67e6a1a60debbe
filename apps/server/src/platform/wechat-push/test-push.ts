import { accountIdOf, sealed } from '@huitou/wechat-simulator/push/envelope'
import { judgeReply } from '@huitou/wechat-simulator/push/reply'
import type { PushMessage, PushTarget } from '@huitou/wechat-simulator/push/target'
import type { World } from '#test/world'
import { WECHAT } from '#test/world'
import type { PushAppKind } from './push'

const TOKEN = 'Token123'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
export const OFFICIAL = { appId: 'wx0000000000000002', secret: 'o'.repeat(32) }

const OFFICIAL_ON = {
  WECHAT_OFFICIAL_APP_ID: OFFICIAL.appId,
  WECHAT_OFFICIAL_SECRET: OFFICIAL.secret,
  WECHAT_OFFICIAL_TOKEN: TOKEN,
}

/** Settings of a shop whose doors are open, in the one mode or the other. */
export const PLAIN = { WECHAT_PUSH_TOKEN: TOKEN, ...OFFICIAL_ON }
export const SECURE = { ...PLAIN, WECHAT_PUSH_AES_KEY: AES_KEY, WECHAT_OFFICIAL_AES_KEY: AES_KEY }

export type Twist = Partial<PushTarget> & { appId?: string; atMs?: number }

const targetOf = (world: World, app: PushAppKind, twist: Twist): PushTarget => ({
  url: `${world.url}/wechat/push/${app}`,
  token: TOKEN,
  encodingAESKey: AES_KEY,
  mode: world.platform.pushApps[app]?.aesKey ? 'secure' : 'plain',
  ...{ format: app === 'mini' ? 'json' : 'xml', deadlineMs: 5000, duplicate: 0 },
  ...{ outOfOrder: false, badSignature: false, wrongAppId: false },
  ...twist,
})

const appIdOf = (app: PushAppKind) => (app === 'mini' ? WECHAT.appId : OFFICIAL.appId)

let lastMsgId = 23_847_654_321_987_000n

/** What WeChat would send: signed and sealed by the simulator's own hand, which shares nothing with the server's. */
export const createPusher = (world: World, app: PushAppKind, standing: Twist = {}) => {
  const secondsNow = () => Math.floor(world.clock.now().getTime() / 1000)

  const wrap = (message: PushMessage, twist: Twist = {}) => {
    const target = targetOf(world, app, { ...standing, ...twist })
    const { FromUserName: from } = message
    const openId = typeof from === 'string' ? from : ''
    const delivery = { app, key: 'somebody', openId, message, attempt: 0, dueMs: 0 }
    const nowMs = twist.atMs ?? world.clock.now().getTime()
    return { target, delivery, ...sealed(target, twist.appId ?? appIdOf(app), delivery, nowMs) }
  }

  async function push(message: PushMessage, twist: Twist = {}) {
    const { target, delivery, address, body, type } = wrap(message, twist)
    const response = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body })
    const text = await response.text()
    const judged = response.ok ? judgeReply(text, target, appIdOf(app), delivery) : null
    return { status: response.status, text, reply: judged?.kind === 'reply' ? judged.content : null, judged }
  }

  const head = (openId: string) => ({
    ToUserName: accountIdOf(appIdOf(app)),
    FromUserName: openId,
    CreateTime: secondsNow(),
  })

  /** A text, with an id of more digits than a JSON number holds. */
  const text = (openId: string, Content: string, more: object = {}): PushMessage => {
    lastMsgId += 1n
    return { ...head(openId), MsgType: 'text', Content, MsgId: String(lastMsgId), ...more }
  }

  const event = (openId: string, Event: string, more: object = {}): PushMessage => ({
    ...head(openId),
    ...{ MsgType: 'event', Event },
    ...more,
  })

  return { wrap, push, text, event, head }
}

export type Pusher = ReturnType<typeof createPusher>
