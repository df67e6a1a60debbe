import { isWhole, textIn } from '#simulator/api/body'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { judgeText } from '#simulator/api/safety/word-list'
import { tell } from '#simulator/push/tell'
import { cardKey, type ServiceCard } from '#simulator/state/service-cards'
import { findByTransaction, type TradeOrder } from '#simulator/state/trade-orders'
import type { World } from '#simulator/world'

/** Self-pickup and virtual delivery; the other kinds are not for this trade. */
const NOTIFY_TYPES: readonly unknown[] = [2002, 2003]
const DAY_MS = 86_400_000
const ACTIVATION_MS = DAY_MS
const UPDATE_MS = 30 * DAY_MS
const CONTENT_REFUSED = -10002

type Fields = Readonly<Record<string, unknown>>

const parsed = (text: string, errcode: number): Fields => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail(errcode)
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : fail(errcode)
}

const contentOf = (body: Fields) => {
  const content = parsed(textIn(body, 'content_json'), 85435)
  if (content.cur_status === undefined) fail(85440)
  const { cur_status: status } = content
  return isWhole(status) ? { content, status } : fail(85441)
}

/** Who knows amount and moment of the payment is taken for its merchant. */
const requireProof = (body: Fields, order: TradeOrder) => {
  const { pay_amount: amount, pay_time: paidAt } = parsed(textIn(body, 'check_json'), 85433)
  if (!isWhole(amount) || (order.amountFen !== undefined && amount !== order.amountFen)) fail(85433)
  if (paidAt !== Math.floor(order.paidAtMs / 1000)) fail(85433)
}

/** The caller learns of a content that is refused only by this event. */
const tellRefusal = (world: World, card: ServiceCard) => {
  tell(world, {
    appEvent: 'notify_service_msg_send_result',
    openId: card.openId,
    fields: {
      openid: card.openId,
      notify_code: card.notifyCode,
      notify_type: card.notifyType,
      card_status: card.status,
      fail_ret: CONTENT_REFUSED,
      fail_msg: 'content is refused',
    },
    atMs: card.updatedAtMs,
  })
}

/** The first call activates the card, each later one moves it on. A status never goes back (assumed from its name). */
const activatedAt = (body: Fields, order: TradeOrder, card: ServiceCard | undefined, nowMs: number) => {
  if (!card) {
    requireProof(body, order)
    return nowMs > order.paidAtMs + ACTIVATION_MS ? fail(85438) : nowMs
  }
  return nowMs > card.activatedAtMs + UPDATE_MS ? fail(85438) : card.activatedAtMs
}

const setUserNotify = (world: World, { body }: Call) => {
  const { notify_type: notifyType } = body
  if (!isWhole(notifyType) || !NOTIFY_TYPES.includes(notifyType)) return fail(85434)
  const notifyCode = textIn(body, 'notify_code')
  const order = findByTransaction(world.tradeOrders, notifyCode) ?? fail(85437)
  if (order.openId !== body.openid) fail(40003)
  const nowMs = world.clock.now()
  const before = world.serviceCards.get(cardKey(notifyType, notifyCode))
  const activatedAtMs = activatedAt(body, order, before, nowMs)
  const { content, status } = contentOf(body)
  if (before && status < before.status) fail(85439)
  const { openId } = order
  const card = { notifyCode, notifyType, openId, status, content, activatedAtMs, updatedAtMs: nowMs }
  world.serviceCards.set(cardKey(notifyType, notifyCode), card)
  if (judgeText([textIn(body, 'content_json')]).suggest === 'risky') tellRefusal(world, card)
  return { errcode: 0, errmsg: 'ok' }
}

export const serviceCardEndpoints: readonly Endpoint[] = [
  { method: 'POST', path: '/wxa/set_user_notify', needsToken: true, answer: setUserNotify },
]
