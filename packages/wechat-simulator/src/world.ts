import { createAccessTokens, type AccessTokens } from '#simulator/state/access-tokens'
import type { CallCounts } from '#simulator/state/call-counts'
import { createClock, type Clock } from '#simulator/state/clock'
import type { Fault } from '#simulator/state/faults'
import { createOneTimeCodes, type OneTimeCodes } from '#simulator/state/one-time-codes'
import { createUsers, type Users } from '#simulator/state/users'

export type AppIdentity = { appId: string; secret: string; pages: readonly string[] }

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
}

export const createWorld = (app: AppIdentity, now?: () => number): World => ({
  app,
  clock: createClock(now),
  users: createUsers(app.appId),
  loginCodes: createOneTimeCodes(),
  phoneCodes: createOneTimeCodes(),
  tokens: createAccessTokens(),
  callCounts: new Map(),
  faults: [],
})
