import type { AppKind } from '#simulator/state/official'

/** Where an app's messages go and how, with the troubles that the control plane has switched on. */
export type PushTarget = {
  url: string
  token: string
  /** Empty in plain mode. */
  encodingAESKey: string
  mode: 'plain' | 'secure'
  format: 'json' | 'xml'
  /** How long the shop's server may take, in real time. */
  deadlineMs: number
  /** How many more times each message comes, though it was acknowledged. */
  duplicate: number
  /** Each pair of messages changes places. */
  outOfOrder: boolean
  badSignature: boolean
  wrongAppId: boolean
}

export type PushValue = string | number | readonly PushValue[] | { readonly [name: string]: PushValue }

export type PushMessage = Readonly<Record<string, PushValue>>

/** One message on its way to the shop's server. */
export type Delivery = {
  app: AppKind
  /** Whose phone shows the reply; null when the message is nobody's. */
  key: string | null
  openId: string
  message: PushMessage
  /** 0 for the first; up to three more follow silence. */
  attempt: number
  /** When this attempt is due: a clock that jumps finds all of them on the way. */
  dueMs: number
}
