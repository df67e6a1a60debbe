import type { Logger } from 'pino'
import type { DataSource } from 'typeorm'
import type { Settings } from '@huitou/config/settings'
import type { Signer } from './crypto/signer'
import type { Vault } from './crypto/vault'
import type { Guesses } from './http/guesses'
import type { Pay } from './pay/pay'
import type { Tokens } from './session/tokens'
import type { Storage } from './storage/port'
import type { PushApp } from './wechat-push/envelope'
import type { PushAppKind } from './wechat-push/push'
import type { Official } from './wechat/official'
import type { WeChat } from './wechat/wechat'

/** What rooms are given: made once at start-up, holding no state of any request. */
export type Platform = {
  db: DataSource
  settings: Settings
  log: Logger
  tokens: Tokens
  vault: Vault
  signer: Signer
  digitGuesses: Guesses
  phoneGuesses: Guesses
  codeGuesses: Guesses
  passwordGuesses: Guesses
  wechat: WeChat
  /** WeChat Pay; null in a shop that takes no payments through it. */
  pay: Pay | null
  /** The mini program's own id, for links into it. */
  miniAppId: string
  /** The shop's 公众号; null when it has none. */
  official: Official | null
  /** From whom WeChat's pushes are taken; null where a door is closed. */
  pushApps: Record<PushAppKind, PushApp | null>
  storage: Storage
  /** The only clock. Time enters at an endpoint or a job and is passed down. */
  clock: () => Date
  /** Tells the outbox that something was announced. */
  nudge: () => void
}
