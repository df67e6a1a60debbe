import {
  appKindOf,
  eventOrder,
  officialOrder,
  pushOrder,
  tapOrder,
  templatesOrder,
  textOrder,
  wantsCheck,
} from '#simulator/control-messages-orders'
import { InvalidOrder, keyOf } from '#simulator/control-orders'
import { checkUrl, pushEvent, pushText, releaseHeld } from '#simulator/push/push'
import type { PushMessage, PushValue } from '#simulator/push/target'
import { openByMessage, openByVisit } from '#simulator/state/contacts'
import { addCredit, creditsOf, dropCredits, nextMsgId } from '#simulator/state/messaging'
import { appOf, openIdIn } from '#simulator/apps'
import { createOfficial, type AppKind } from '#simulator/state/official'
import { userOf, type User } from '#simulator/state/users'
import type { World } from '#simulator/world'

type Order = Readonly<Record<string, unknown>>

const MINI_VISIT = 2
const OFFICIAL_VISIT = 3

const requireApp = (world: World, app: AppKind) => {
  if (!appOf(world, app)) throw new InvalidOrder('there is no 公众号: order "official" first')
}

/** The first delivery has happened when this answers. */
const told = async (world: World, pushed: boolean, more: object = {}) => {
  await world.schedule.runDue(world.clock.now())
  return { pushed, ...more }
}

const official = (world: World, order: Order) => {
  world.official = createOfficial(officialOrder(order))
  return { appId: world.official.appId }
}

const templates = (world: World, order: Order) => {
  for (const template of templatesOrder(order)) world.messaging.templates.set(template.id, template)
  return { templates: [...world.messaging.templates.values()] }
}

/** A banned template opens no pop-up, so that nobody is told. */
const tapSubscribe = async (world: World, order: Order) => {
  const { messaging, users } = world
  const user = userOf(users, keyOf(order))
  const { templateIds, answer } = tapOrder(order, messaging.templates)
  if (answer === 'accept') for (const id of templateIds) addCredit(messaging, user.key, id)
  const items = templateIds.map((id) => ({ TemplateId: id, SubscribeStatusString: answer, PopupScene: '0' }))
  const [only] = items
  const List = items.length === 1 && only ? only : items
  const pushed = answer !== 'ban' && pushEvent(world, 'mini', user, 'subscribe_msg_popup_event', { List })
  const credits = Object.fromEntries(templateIds.map((id) => [id, creditsOf(messaging, user.key, id)]))
  return told(world, pushed, { answer, credits })
}

const push = async (world: World, order: Order) => {
  const app = appKindOf(order, 'app')
  requireApp(world, app)
  const { messaging } = world
  if (order.off === true) {
    delete messaging.push[app]
    delete messaging.held[app]
    return { app, off: true }
  }
  const target = pushOrder(order, messaging.push[app], app)
  if (wantsCheck(order) && !(await checkUrl(target, world.clock.now()))) {
    throw new InvalidOrder('url: it does not echo echostr')
  }
  messaging.push[app] = target
  if (!target.outOfOrder) releaseHeld(world, app)
  return told(world, true, { app, ...target })
}

const say = async (world: World, order: Order) => {
  const user = userOf(world.users, keyOf(order))
  const text = textOrder(order)
  const app = appKindOf(order, 'to')
  requireApp(world, app)
  openByMessage(world.messaging.contacts, openIdIn(world, app, user), world.clock.now())
  const msgId = nextMsgId(world.messaging)
  return told(world, pushText(world, app, user, text, msgId), { msgId })
}

const enter = async (world: World, order: Order) => {
  const user = userOf(world.users, keyOf(order))
  const { sessionFrom = '' } = order
  if (typeof sessionFrom !== 'string') throw new InvalidOrder('sessionFrom: a string')
  openByVisit(world.messaging.contacts, user.openId, MINI_VISIT, world.clock.now())
  return told(world, pushEvent(world, 'mini', user, 'user_enter_tempsession', { SessionFrom: sessionFrom }))
}

const follow = (world: World, user: User, event: string, { EventKey = '' }: PushMessage) => {
  const { followers, contacts } = world.messaging
  const nowMs = world.clock.now()
  const scene =
    typeof EventKey === 'string' && EventKey.startsWith('qrscene_') ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH'
  if (event === 'subscribe') followers.set(user.key, { sinceMs: nowMs, scene })
  if (event === 'unsubscribe') followers.delete(user.key)
  if (event === 'subscribe' || event === 'SCAN' || event === 'CLICK') {
    openByVisit(contacts, openIdIn(world, 'official', user), OFFICIAL_VISIT, nowMs)
  }
}

const refusedIn = (list: PushValue | undefined): readonly string[] => {
  if (typeof list !== 'object') return []
  if (Array.isArray(list)) return list.flatMap((each: PushValue) => refusedIn(each))
  const { TemplateId, SubscribeStatusString }: { TemplateId?: unknown; SubscribeStatusString?: unknown } = Object(list)
  return SubscribeStatusString === 'reject' && typeof TemplateId === 'string' ? [TemplateId] : []
}

/** Any event at all; those that change what WeChat knows of the person change it. */
const event = async (world: World, order: Order) => {
  const { event: name, app, fields } = eventOrder(order)
  requireApp(world, app)
  if (order.key === null) return told(world, pushEvent(world, app, null, name, fields))
  const user = userOf(world.users, keyOf(order))
  if (app === 'official') follow(world, user, name, fields)
  if (name === 'subscribe_msg_change_event') {
    for (const id of refusedIn(fields.List)) dropCredits(world.messaging, user.key, id)
  }
  return told(world, pushEvent(world, app, user, name, fields))
}

const isoOf = (atMs: number) => new Date(atMs).toISOString()

const messages = (world: World, order: Order) => {
  const key = order.key === undefined ? undefined : keyOf(order)
  const sent = world.messaging.sent.filter((each) => key === undefined || each.key === key)
  return { messages: sent.map(({ atMs, content, ...rest }) => ({ ...rest, at: isoOf(atMs), ...content })) }
}

const replies = (world: World, order: Order) => {
  const key = keyOf(order)
  const seen = world.messaging.replies.filter((each) => each.key === key)
  return { replies: seen.map(({ atMs, ...rest }) => ({ ...rest, at: isoOf(atMs) })) }
}

/** What passes between the shop and people outside the pages of the mini program. */
export const messageActs = {
  official,
  templates,
  'tap-subscribe': tapSubscribe,
  push,
  say,
  enter,
  event,
  messages,
  replies,
}
