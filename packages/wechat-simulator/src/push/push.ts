import { randomBytes } from 'node:crypto'
import { accountIdOf, checkAddress, sealed } from '#simulator/push/envelope'
import { judgeReply, type Judged } from '#simulator/push/reply'
import type { Delivery, PushMessage, PushTarget } from '#simulator/push/target'
import type { AppKind } from '#simulator/state/official'
import { appOf, openIdIn } from '#simulator/apps'
import type { User } from '#simulator/state/users'
import type { World } from '#simulator/world'

const RETRY_MS = 5000
const RETRIES = 3

const post = async (target: PushTarget, { address, body, type }: ReturnType<typeof sealed>) => {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
      signal: AbortSignal.timeout(target.deadlineMs),
    })
    const text = await response.text()
    return response.status === 200 ? text : undefined
  } catch {
    return undefined
  }
}

const note = (world: World, { app, key, message }: Delivery, judged: Judged) => {
  if (judged.kind === 'none' || key === null) return
  const msgId = typeof message.MsgId === 'number' ? message.MsgId : null
  world.messaging.replies.push({ key, app, atMs: world.clock.now(), msgId, ...judged })
}

const again = (delivery: Delivery): Delivery => ({
  ...delivery,
  attempt: delivery.attempt + 1,
  dueMs: delivery.dueMs + RETRY_MS,
})

const deliver = async (world: World, delivery: Delivery): Promise<void> => {
  const target = world.messaging.push[delivery.app]
  const appId = appOf(world, delivery.app)?.appId
  if (!target || appId === undefined) return
  const text = await post(target, sealed(target, appId, delivery, world.clock.now()))
  if (text !== undefined) note(world, delivery, judgeReply(text, target, appId, delivery))
  else if (delivery.attempt < RETRIES) plan(world, again(delivery))
  else if (delivery.message.MsgType !== 'event') note(world, delivery, { kind: 'unavailable', reason: 'no answer' })
}

const plan = (world: World, delivery: Delivery) => {
  world.schedule.plan(delivery.dueMs, () => deliver(world, delivery))
}

/** Lets go of what waits to be overtaken, now that nothing overtakes any more. */
export const releaseHeld = (world: World, app: AppKind) => {
  const { held, push } = world.messaging
  const waiting = held[app]
  delete held[app]
  if (!waiting) return
  for (let copy = 0; copy <= (push[app]?.duplicate ?? 0); copy += 1)
    plan(world, { ...waiting, dueMs: world.clock.now() })
}

/** Sends it to the shop's server as soon as the schedule comes by; without a configured server, to nobody. */
const dispatch = (world: World, delivery: Delivery) => {
  const { held, push } = world.messaging
  const target = push[delivery.app]
  if (!target) return false
  if (target.outOfOrder && !held[delivery.app]) {
    held[delivery.app] = delivery
    return true
  }
  for (let copy = 0; copy <= target.duplicate; copy += 1) plan(world, delivery)
  releaseHeld(world, delivery.app)
  return true
}

/** The account from which WeChat itself speaks of a person, who then stands in OpenID. */
const PLATFORM = 'oWeChatPlatformPushAccount00'
const BY_PLATFORM = new Set(['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'])

const aboutPerson = (world: World, app: AppKind, user: User) => ({
  OpenID: openIdIn(world, app, user),
  ...(user.unionId !== null && { UnionID: user.unionId }),
  AppID: appOf(world, app)?.appId ?? '',
})

const send = (world: World, app: AppKind, user: User | null, fields: PushMessage) => {
  const platform = user === null || (typeof fields.Event === 'string' && BY_PLATFORM.has(fields.Event))
  const openId = platform ? PLATFORM : openIdIn(world, app, user)
  const message = {
    ToUserName: accountIdOf(appOf(world, app)?.appId ?? ''),
    FromUserName: openId,
    CreateTime: Math.floor(world.clock.now() / 1000),
    ...(platform && user !== null && aboutPerson(world, app, user)),
    ...fields,
  }
  return dispatch(world, { app, key: user?.key ?? null, openId, message, attempt: 0, dueMs: world.clock.now() })
}

/** Tells the shop's server of an event, of a person or (with null) of the platform; false when none is configured. */
export const pushEvent = (world: World, app: AppKind, user: User | null, Event: string, fields: PushMessage = {}) =>
  send(world, app, user, { MsgType: 'event', Event, ...fields })

/** Tells the shop's server what a person wrote; false when none is configured. */
export const pushText = (world: World, app: AppKind, user: User, Content: string, MsgId: number) =>
  send(world, app, user, { MsgType: 'text', Content, MsgId })

/** Whether the server behind the address echoes, as it must before WeChat tells it anything. */
export const checkUrl = async (target: PushTarget, nowMs: number) => {
  const echostr = String(randomBytes(6).readUIntBE(0, 6))
  try {
    const response = await fetch(checkAddress(target, echostr, nowMs), {
      signal: AbortSignal.timeout(target.deadlineMs),
    })
    return response.status === 200 && (await response.text()) === echostr
  } catch {
    return false
  }
}
