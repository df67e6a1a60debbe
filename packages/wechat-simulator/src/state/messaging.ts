import type { Delivery, PushTarget } from '#simulator/push/target'
import type { Activity } from '#simulator/state/activities'
import type { Contact } from '#simulator/state/contacts'
import type { AppKind } from '#simulator/state/official'

/** The shop's fields by name, e.g. `thing1`, and the kind of value that each takes, e.g. `thing`. */
export type Template = { id: string; title: string; fields: Readonly<Record<string, string>> }

/** A message as it reached a person's phone. */
export type SentMessage = {
  key: string
  app: AppKind
  kind: 'subscribe' | 'custom'
  atMs: number
  content: Readonly<Record<string, unknown>>
}

/** What a person saw as the answer to a message or an event of theirs. */
export type Reply = {
  key: string
  app: AppKind
  atMs: number
  /** Null for events, which have no MsgId. */
  msgId: number | null
} & (
  | { kind: 'reply'; msgType: string; content: string | null; fields: Readonly<Record<string, string>> }
  | { kind: 'unavailable'; reason: string }
)

/** All that passes between the shop's apps and their people, and the shop's server that is told of it. */
export type Messaging = {
  templates: Map<string, Template>
  /** Sends that a person has allowed, by person and template. */
  credits: Map<string, number>
  sent: SentMessage[]
  replies: Reply[]
  contacts: Map<string, Contact>
  media: Map<string, { app: AppKind; endsAtMs: number }>
  activities: Map<string, Activity>
  /** Who follows the 公众号, by persona. */
  followers: Map<string, { sinceMs: number; scene: string }>
  push: Partial<Record<AppKind, PushTarget>>
  /** Deliveries that wait for the next one to overtake them. */
  held: Partial<Record<AppKind, Delivery>>
  lastMsgId: number
}

export const createMessaging = (nowMs: number): Messaging => ({
  templates: new Map(),
  credits: new Map(),
  sent: [],
  replies: [],
  contacts: new Map(),
  media: new Map(),
  activities: new Map(),
  followers: new Map(),
  push: {},
  held: {},
  // Sixteen digits like those of WeChat, yet within what a JSON number holds exactly. Of the time, so that a simulator that is started
  // anew does not give ids that a shop's server has had.
  lastMsgId: nowMs * 1000,
})

export const nextMsgId = (messaging: Messaging) => {
  messaging.lastMsgId += 1
  return messaging.lastMsgId
}

const creditKey = (key: string, templateId: string) => `${templateId}\n${key}`

export const creditsOf = ({ credits }: Messaging, key: string, templateId: string) =>
  credits.get(creditKey(key, templateId)) ?? 0

/** An accept allows one more send, and never expires. */
export const addCredit = (messaging: Messaging, key: string, templateId: string) => {
  messaging.credits.set(creditKey(key, templateId), creditsOf(messaging, key, templateId) + 1)
}

/** The person has switched the template off in the settings. */
export const dropCredits = ({ credits }: Messaging, key: string, templateId: string) => {
  credits.delete(creditKey(key, templateId))
}

/** Takes one; false when there is none. */
export const takeCredit = (messaging: Messaging, key: string, templateId: string) => {
  const left = creditsOf(messaging, key, templateId)
  if (left === 0) return false
  messaging.credits.set(creditKey(key, templateId), left - 1)
  return true
}
