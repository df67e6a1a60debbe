import { VALUE_KINDS } from '#simulator/api/message/subscribe-values'
import { idOf, InvalidOrder, wholeOf } from '#simulator/control-orders'
import type { PushTarget, PushValue } from '#simulator/push/target'
import type { Template } from '#simulator/state/messaging'
import type { AppKind } from '#simulator/state/official'

type Order = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Order =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const oneOf = <T extends string>(order: Order, name: string, choice: readonly T[]): T => {
  const found = choice.find((each) => each === order[name])
  if (found === undefined) throw new InvalidOrder(`${name}: one of ${choice.join(' ')}`)
  return found
}

const APPS = ['mini', 'official'] as const

/** Which app an order is about; the mini program unless it says otherwise. */
export const appKindOf = (order: Order, name: 'app' | 'to', otherwise: AppKind = 'mini'): AppKind =>
  order[name] === undefined ? otherwise : oneOf(order, name, APPS)

const fieldsOf = ({ fields }: Order) => {
  if (!isRecord(fields) || Object.keys(fields).length === 0) throw new InvalidOrder('fields: an object of kinds')
  return Object.fromEntries(
    Object.keys(fields).map((name): [string, string] => {
      if (!/^[a-z_]+\d+$/.test(name)) throw new InvalidOrder(`fields: "${name}" is no field name such as thing1`)
      return [name, oneOf(fields, name, VALUE_KINDS)]
    }),
  )
}

const templateOf = (order: unknown): Template => {
  if (!isRecord(order)) throw new InvalidOrder('templates: objects of id and fields')
  const { title = '' } = order
  if (typeof title !== 'string') throw new InvalidOrder('title: a string')
  return { id: idOf(order, 'id'), title, fields: fieldsOf(order) }
}

/** One template, or several under `templates`. */
export const templatesOrder = (order: Order): readonly Template[] => {
  if (order.templates === undefined) return [templateOf(order)]
  if (!Array.isArray(order.templates)) throw new InvalidOrder('templates: a list')
  return order.templates.map(templateOf)
}

/** One id, or up to five as in one pop-up. */
export const tapOrder = (order: Order, known: ReadonlyMap<string, Template>) => {
  const { templateId } = order
  const ids: readonly unknown[] = Array.isArray(templateId) ? templateId : [templateId]
  if (ids.length === 0 || ids.length > 5) throw new InvalidOrder('templateId: one to five')
  const templateIds = ids.map((id) => {
    if (typeof id !== 'string' || !known.has(id)) throw new InvalidOrder('templateId: one that "templates" has added')
    return id
  })
  return { templateIds, answer: oneOf(order, 'answer', ['accept', 'reject', 'ban']) }
}

const flagOf = (order: Order, name: string, otherwise: boolean) => {
  const value = order[name] ?? otherwise
  if (typeof value !== 'boolean') throw new InvalidOrder(`${name}: true or false`)
  return value
}

const urlOf = ({ url }: Order) => {
  if (typeof url !== 'string' || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new InvalidOrder('url: an http or https address')
  }
  return url
}

const tokenOf = ({ token }: Order) => {
  if (typeof token !== 'string' || !/^[A-Za-z\d]{3,32}$/.test(token)) {
    throw new InvalidOrder('token: 3 to 32 letters and digits')
  }
  return token
}

const aesKeyOf = ({ encodingAESKey = '', mode }: Order) => {
  if (encodingAESKey === '' && mode !== 'secure') return ''
  if (typeof encodingAESKey !== 'string' || !/^[A-Za-z\d]{43}$/.test(encodingAESKey)) {
    throw new InvalidOrder('encodingAESKey: 43 letters and digits')
  }
  return encodingAESKey
}

/** What the order leaves out stays as it was, so a switch can be set alone. */
export const pushOrder = (given: Order, before: PushTarget | undefined, app: AppKind): PushTarget => {
  const format = app === 'mini' ? 'json' : 'xml'
  const order: Order = { mode: 'plain', format, deadlineMs: 5000, duplicate: 0, ...before, ...given }
  const target = {
    url: urlOf(order),
    token: tokenOf(order),
    encodingAESKey: aesKeyOf(order),
    mode: oneOf(order, 'mode', ['plain', 'secure']),
    format: oneOf(order, 'format', ['json', 'xml']),
    deadlineMs: wholeOf(order, 'deadlineMs', [1, 60_000]),
    duplicate: wholeOf(order, 'duplicate', [0, 10]),
    outOfOrder: flagOf(order, 'outOfOrder', false),
    badSignature: flagOf(order, 'badSignature', false),
    wrongAppId: flagOf(order, 'wrongAppId', false),
  }
  if (target.wrongAppId && target.mode === 'plain') throw new InvalidOrder('wrongAppId: only in mode secure')
  return target
}

/** The address is asked whenever the order names one, or a token, unless it says `"check": false`. */
export const wantsCheck = (order: Order) =>
  flagOf(order, 'check', true) && (order.url !== undefined || order.token !== undefined)

export const textOrder = ({ text }: Order) => {
  if (typeof text !== 'string' || text === '' || text.length > 2048)
    throw new InvalidOrder('text: 1 to 2048 characters')
  return text
}

const pushValueOf = (name: string, value: unknown): PushValue => {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map((each) => pushValueOf(name, each))
  if (!isRecord(value)) throw new InvalidOrder(`${name}: text, a number, a list or an object`)
  return fieldsIn(value)
}

const fieldsIn = (value: Order): Record<string, PushValue> =>
  Object.fromEntries(
    Object.entries(value).map(([name, each]): [string, PushValue] => {
      if (!/^[A-Za-z_]\w*$/.test(name)) throw new InvalidOrder(`"${name}" is no name of a field`)
      return [name, pushValueOf(name, each)]
    }),
  )

const OF_OFFICIAL = ['subscribe', 'unsubscribe', 'SCAN', 'CLICK', 'VIEW']

/** An event and its fields as WeChat spells them. `key` is null for one that is about the app itself. */
export const eventOrder = (order: Order) => {
  const { key: _key, event, to: _to, ...fields } = order
  if (typeof event !== 'string' || !/^\w{1,64}$/.test(event)) throw new InvalidOrder('event: its name')
  return {
    event,
    app: appKindOf(order, 'to', OF_OFFICIAL.includes(event) ? 'official' : 'mini'),
    fields: fieldsIn(fields),
  }
}

export const officialOrder = (order: Order) => {
  const { secret } = order
  if (typeof secret !== 'string' || secret === '') throw new InvalidOrder('secret: a string')
  return { appId: idOf(order, 'appId'), secret }
}
