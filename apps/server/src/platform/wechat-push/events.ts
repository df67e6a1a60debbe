import type { EventRow } from '#server/platform/events/entities'
import { fieldsIn, listIn, textIn, type Fields } from './fields'
import type { Push } from './push'

/**
 * What rooms are told of WeChat, each an event of the outbox, announced in the transaction that stores the push. One event per template
 * where WeChat lists several. `openId` is always the person, in the app named.
 *
 * - `wechat.message` {app, openId, pushId, msgType, sentAt}: a person wrote to the shop; what, is in the push.
 * - `wechat.entered` {app, openId, sentAt}: came to the chat (mini program), followed, scanned or tapped the menu (公众号).
 * - `wechat.followed`, `wechat.unfollowed` {openId, sentAt}: of the 公众号.
 * - `wechat.subscribe_popup` {openId, templateId, status, scene}: answered the question; status accept, reject, ban, filter or acceptWithAudio…
 * - `wechat.subscribe_change` {openId, templateId, status}: changed it in the settings.
 * - `wechat.subscribe_sent` {openId, templateId, msgId, errorCode}: what became of a message.
 * - `wechat.media_checked` {traceId, suggest, label, errcode}: the verdict on a picture; only errcode 0 makes it count.
 * - `wechat.user_revoked` {openId, kinds}: took back what they had allowed, as WeChat numbers it, with spaces between.
 * - `wechat.user_cancelled` {openId, unionId}: ended their account with the mini program.
 * - `wechat.user_modified` {openId}: changed nickname or picture in WeChat.
 * - `wechat.trade` {event, transactionId, merchantTradeNo, merchantId, settledAt}: about an order: to be shipped, settled, controlled.
 * - `wechat.punished` {event}: WeChat has restricted the mini program.
 */
type Announced = { name: string; data: EventRow['data'] }

const events = (name: string, ...all: EventRow['data'][]): Announced[] => all.map((data) => ({ name, data }))

type Reading = (push: Push) => Announced[]

const came: Reading = ({ app, openId, sentAt }) =>
  events('wechat.entered', { app, openId, sentAt: sentAt.toISOString() })

const follow =
  (name: string, isVisit: boolean): Reading =>
  (push) => {
    if (push.app !== 'official') return []
    const told = events(name, { openId: push.openId, sentAt: push.sentAt.toISOString() })
    return isVisit ? [...told, ...came(push)] : told
  }

const ofOfficial: Reading = (push) => (push.app === 'official' ? came(push) : [])

const perTemplate =
  (name: string, facts: (one: Fields) => EventRow['data']): Reading =>
  ({ openId, fields }) =>
    events(
      name,
      ...listIn(fields, 'List').map((one) => ({ openId, templateId: textIn(one, 'TemplateId'), ...facts(one) })),
    )

const whole = (fields: Fields, name: string) => {
  const text = textIn(fields, name)
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null
}

const checked: Reading = ({ fields }) => {
  const result = fieldsIn(fields, 'result')
  const verdict = { suggest: textIn(result, 'suggest'), label: whole(result, 'label') }
  return events('wechat.media_checked', {
    ...{ traceId: textIn(fields, 'trace_id'), ...verdict },
    errcode: whole(fields, 'errcode') ?? 0,
  })
}

const trade: Reading = ({ event, fields }) =>
  events('wechat.trade', {
    event,
    transactionId: textIn(fields, 'transaction_id'),
    merchantTradeNo: textIn(fields, 'merchant_trade_no'),
    merchantId: textIn(fields, 'merchant_id'),
    settledAt: whole(fields, 'settlement_time'),
  })

/** Of these three WeChat itself is the sender, and the person stands in OpenID. */
const aboutPerson =
  (name: string, facts: (fields: Fields) => EventRow['data']): Reading =>
  ({ app, fields }) =>
    app === 'mini' ? events(name, { openId: textIn(fields, 'OpenID'), ...facts(fields) }) : []

const numbersIn = (text: string) => [...text.matchAll(/\d+/g)].map(([number]) => number).join(' ')

const READINGS: Readonly<Record<string, Reading>> = {
  user_enter_tempsession: came,
  subscribe: follow('wechat.followed', true),
  unsubscribe: follow('wechat.unfollowed', false),
  SCAN: ofOfficial,
  CLICK: ofOfficial,
  subscribe_msg_popup_event: perTemplate('wechat.subscribe_popup', (one) => ({
    status: textIn(one, 'SubscribeStatusString'),
    scene: textIn(one, 'PopupScene'),
  })),
  subscribe_msg_change_event: perTemplate('wechat.subscribe_change', (one) => ({
    status: textIn(one, 'SubscribeStatusString'),
  })),
  subscribe_msg_sent_event: perTemplate('wechat.subscribe_sent', (one) => ({
    msgId: textIn(one, 'MsgID'),
    errorCode: textIn(one, 'ErrorCode'),
  })),
  wxa_media_check: checked,
  user_info_modified: aboutPerson('wechat.user_modified', () => ({})),
  user_authorization_revoke: aboutPerson('wechat.user_revoked', (fields) => ({
    kinds: numbersIn(textIn(fields, 'RevokeInfo')),
  })),
  user_authorization_cancellation: aboutPerson('wechat.user_cancelled', (fields) => ({
    unionId: textIn(fields, 'UnionID'),
  })),
  trade_manage_remind_access_api: trade,
  trade_manage_remind_shipping: trade,
  trade_manage_order_settlement: trade,
  wxa_trade_controlled: trade,
  wxa_punish_event: ({ event }) => events('wechat.punished', { event }),
}

/** What rooms are told of a push. Of an event that nobody here knows, nothing: it is stored all the same. */
export function announcedOf(push: Push, pushId: string): Announced[] {
  const { app, openId, msgType, event, sentAt } = push
  if (event === null) return events('wechat.message', { app, openId, pushId, msgType, sentAt: sentAt.toISOString() })
  return Object.hasOwn(READINGS, event) ? (READINGS[event]?.(push) ?? []) : []
}
