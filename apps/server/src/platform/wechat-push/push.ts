import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { textIn, type Fields } from './fields'

/** The two apps of one shop that WeChat tells us about. */
export type PushAppKind = 'mini' | 'official'

/** One message or event, as we read it. */
export type Push = {
  app: PushAppKind
  /** Who wrote it or did it; for what WeChat itself says, an account of WeChat's. */
  openId: string
  /** The app's own name in messages, from which a reply must come. */
  accountId: string
  sentAt: Date
  msgType: string
  /** The event's name; null for a message. */
  event: string | null
  /** What names this push among all of the app: two with the same are one. */
  pushKey: string
  fields: Fields
}

const id = z.string().check(z.regex(/^[\w-]{1,64}$/))

const head = z.object({
  ToUserName: id,
  FromUserName: id,
  CreateTime: z.string().check(z.regex(/^\d{1,11}$/)),
  MsgType: z.string().check(z.regex(/^[\w-]{1,32}$/)),
  Event: z.optional(z.string().check(z.regex(/^\w{1,64}$/))),
  MsgId: z.optional(z.string().check(z.regex(/^\d{1,20}$/))),
})

/**
 * What tells two events of the same person in the same second apart. WeChat says FromUserName + CreateTime, and for the three about a
 * person's data, which all come from WeChat's own account, Event + OpenID + RevokeInfo + CreateTime. The rest is ours: two orders settled,
 * or two messages delivered, in one second are two events, and nothing in a re-delivery differs.
 */
const NAMING = ['OpenID', 'RevokeInfo', 'EventKey', 'trace_id', 'transaction_id', 'notify_code', 'List'] as const

const keyOf = ({ FromUserName, CreateTime, Event, MsgId }: z.output<typeof head>, fields: Fields) => {
  // With whose it is, so that in no case somebody is given what was answered to another.
  const named = MsgId
    ? [MsgId, FromUserName]
    : [Event, FromUserName, CreateTime, ...NAMING.map((name) => fields[name] ?? '')]
  return createHash('sha256').update(JSON.stringify(named)).digest('hex')
}

/** In XML the lists of subscription events stand in an element of their own, in JSON they do not. */
const unwrapped = (fields: Fields): Fields => {
  const [, inner] = Object.entries(fields).find(([name]) => /^SubscribeMsg\w+Event$/.test(name)) ?? []
  return typeof inner === 'object' && !Array.isArray(inner) ? { ...fields, ...inner } : fields
}

/** What WeChat said, or null when it is nothing that WeChat says. */
export function pushOf(app: PushAppKind, given: Fields): Push | null {
  const fields = unwrapped(given)
  const parsed = z.safeParse(head, fields)
  if (!parsed.success) return null
  const { ToUserName, FromUserName, CreateTime, MsgType, Event } = parsed.data
  const isEvent = MsgType === 'event'
  if (isEvent ? Event === undefined : parsed.data.MsgId === undefined) return null
  return {
    app,
    openId: FromUserName,
    accountId: ToUserName,
    sentAt: new Date(Number(CreateTime) * 1000),
    msgType: MsgType,
    event: isEvent ? (Event ?? null) : null,
    pushKey: keyOf(parsed.data, fields),
    fields,
  }
}

/** What a person wrote; empty for all but texts. */
export const writtenIn = ({ msgType, fields }: Push) => (msgType === 'text' ? textIn(fields, 'Content') : '')
