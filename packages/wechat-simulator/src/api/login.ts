import { requireAppCredentials } from '#simulator/api/app-credentials'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { isSigned } from '#simulator/api/session-signature'
import { redeemCode } from '#simulator/state/one-time-codes'
import { findByOpenId, resetSession, startSession, userOf, type User } from '#simulator/state/users'
import type { World } from '#simulator/world'

const codeToSession = (world: World, { query }: Call) => {
  requireAppCredentials(world.app, query)
  if (query.grant_type !== 'authorization_code') fail(40002)
  if (!query.js_code) fail(41008)
  const nowMs = world.clock.now()
  // A used code answers 40029 here; the real platform is said to answer 40163 as well, so callers must take both for the same.
  const key = redeemCode(world.loginCodes, query.js_code ?? '', nowMs) ?? fail(40029)
  const user = userOf(world.users, key)
  if (user.blocked) fail(40226)
  const sessionKey = startSession(world.users, user, nowMs)
  world.safety.visits.set(user.key, nowMs)
  return { session_key: sessionKey, openid: user.openId, ...(user.unionId && { unionid: user.unionId }) }
}

type InSession = User & { session: NonNullable<User['session']> }

const inSession = (user: User, nowMs: number): user is InSession =>
  user.session !== null && nowMs < user.session.endsAtMs

/** These two calls send no body, so it is the empty text that is signed. */
const signedUser = (world: World, query: Call['query'], noSession: number): InSession => {
  const user = findByOpenId(world.users, query.openid ?? '') ?? fail(40003)
  if (query.sig_method !== 'hmac_sha256') fail(87008)
  if (!inSession(user, world.clock.now())) return fail(noSession)
  if (!isSigned(query.signature ?? '', user.session.key, '')) fail(87009)
  return user
}

const checkSession = (world: World, { query }: Call) => {
  signedUser(world, query, 87009)
  return { errcode: 0, errmsg: 'ok' }
}

const resetSessionKey = (world: World, { query }: Call) => {
  const user = signedUser(world, query, 87007)
  const sessionKey = resetSession(world.users, user)
  return { errcode: 0, errmsg: 'ok', openid: user.openId, session_key: sessionKey }
}

export const loginEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/sns/jscode2session', needsToken: false, answer: codeToSession },
  { method: 'GET', path: '/wxa/checksession', needsToken: true, answer: checkSession },
  { method: 'GET', path: '/wxa/resetusersessionkey', needsToken: true, answer: resetSessionKey },
]
