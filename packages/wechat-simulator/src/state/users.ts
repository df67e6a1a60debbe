import { createHash, randomBytes } from 'node:crypto'

// WeChat publishes no lifetime of a session key ("the more a user uses the app, the longer"); three days is an assumption.
const SESSION_KEY_LIFE_MS = 3 * 86_400_000

export type Phone = { countryCode: string; number: string }

export type User = {
  /** The persona under which the control plane knows this person. */
  key: string
  openId: string
  unionId: string | null
  phone: Phone | null
  blocked: boolean
  session: { key: string; endsAtMs: number } | null
}

export type Users = { appId: string; byKey: Map<string, User> }

export type UserChange = { openId?: string; unionId?: string | null; phone?: Phone | null; blocked?: boolean }

export const createUsers = (appId: string): Users => ({ appId, byKey: new Map() })

/** The same person has the same openid after a restart, and another one in another app, as on WeChat. */
export const openIdOf = (appId: string, key: string) =>
  `o${createHash('sha256').update(`${appId}\n${key}`).digest('base64url').slice(0, 27)}`

export const findByOpenId = (users: Users, openId: string) =>
  [...users.byKey.values()].find((user) => user.openId === openId)

/** The person known as `key`; somebody nobody has named yet is a WeChat user like any other and comes into being. */
export const userOf = (users: Users, key: string): User => {
  const known = users.byKey.get(key)
  if (known) return known
  const user = {
    key,
    openId: openIdOf(users.appId, key),
    unionId: null,
    phone: null,
    blocked: false,
    session: null,
  }
  users.byKey.set(key, user)
  return user
}

/** Creates or updates; what the change leaves out stays. */
export const saveUser = (users: Users, key: string, change: UserChange): User => {
  const user = { ...userOf(users, key), ...change }
  users.byKey.set(key, user)
  return user
}

const newSessionKey = () => randomBytes(16).toString('base64')

/** A log-in: a user has only one valid session key, so the one before is void from here. */
export const startSession = (users: Users, user: User, nowMs: number) => {
  const session = { key: newSessionKey(), endsAtMs: nowMs + SESSION_KEY_LIFE_MS }
  users.byKey.set(user.key, { ...user, session })
  return session.key
}

/** Another key under the same end: resetting prolongs nothing. */
export const resetSession = (users: Users, user: User & { session: NonNullable<User['session']> }) => {
  const session = { ...user.session, key: newSessionKey() }
  users.byKey.set(user.key, { ...user, session })
  return session.key
}
