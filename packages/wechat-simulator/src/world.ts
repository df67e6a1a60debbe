import type { Pay } from '#simulator/pay/state'
import { createAccessTokens, type AccessTokens } from '#simulator/state/access-tokens'
import type { AppEvents } from '#simulator/state/app-events'
import type { CallCounts } from '#simulator/state/call-counts'
import { createClock, type Clock } from '#simulator/state/clock'
import type { Fault } from '#simulator/state/faults'
import { createMessaging, type Messaging } from '#simulator/state/messaging'
import { createOfficial, type OfficialAccount, type OfficialIdentity } from '#simulator/state/official'
import { createLinks, type Links } from '#simulator/state/links'
import { createOneTimeCodes, type OneTimeCodes } from '#simulator/state/one-time-codes'
import type { Rids } from '#simulator/state/rids'
import { createSafety, type Safety } from '#simulator/state/safety'
import { createSchedule, type Schedule } from '#simulator/state/schedule'
import type { ServiceCards } from '#simulator/state/service-cards'
import { createShipping, type Shipping } from '#simulator/state/shipping'
import type { TradeOrders } from '#simulator/state/trade-orders'
import { createUsers, type Users } from '#simulator/state/users'

export type AppIdentity = { appId: string; secret: string; pages: readonly string[]; official?: OfficialIdentity }

/** Everything this WeChat knows, in memory. A new ability (Pay, messages, push) adds its own state here. */
export type World = {
  app: AppIdentity
  clock: Clock
  users: Users
  loginCodes: OneTimeCodes
  phoneCodes: OneTimeCodes
  tokens: AccessTokens
  callCounts: CallCounts
  faults: Fault[]
  schedule: Schedule
  messaging: Messaging
  official: OfficialAccount | undefined
  events: AppEvents
  tradeOrders: TradeOrders
  shipping: Shipping
  links: Links
  safety: Safety
  serviceCards: ServiceCards
  /** The months of Beijing in which quotas were cleared, once for each time. */
  quotaClearings: string[]
  rids: Rids
  /** Undefined in a WeChat that was started without Pay. */
  pay: Pay | undefined
}

const emptyWorld = (app: AppIdentity, clock: Clock): World => ({
  app,
  clock,
  users: createUsers(app.appId),
  loginCodes: createOneTimeCodes(),
  phoneCodes: createOneTimeCodes(),
  tokens: createAccessTokens(),
  callCounts: new Map(),
  faults: [],
  schedule: createSchedule(),
  messaging: createMessaging(clock.now()),
  official: app.official && createOfficial(app.official),
  events: [],
  tradeOrders: [],
  shipping: createShipping(),
  links: createLinks(),
  safety: createSafety(),
  serviceCards: new Map(),
  quotaClearings: [],
  rids: new Map(),
  pay: undefined,
})

export const createWorld = (app: AppIdentity, now?: () => number): World => emptyWorld(app, createClock(now))
