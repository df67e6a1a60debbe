import { requireAppCredentials } from '#simulator/api/app-credentials'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import {
  currentStable,
  forceStable,
  issueClassic,
  type AccessToken,
  type AccessTokens,
} from '#simulator/state/access-tokens'
import { appOf } from '#simulator/apps'
import type { World } from '#simulator/world'

const present = (token: AccessToken, nowMs: number) => ({
  access_token: token.value,
  expires_in: Math.floor((token.endsAtMs - nowMs) / 1000),
})

/** The app that proves itself here: the 公众号 by its own appid, otherwise the mini program or nobody. */
const appProven = (world: World, given: Readonly<Record<string, unknown>>) => {
  const official = appOf(world, 'official')
  const app = official?.appId === given.appid && official ? official : { ...world.app, tokens: world.tokens }
  requireAppCredentials(app, given)
  return app.tokens
}

const classicToken = (world: World, { query }: Call) => {
  if (query.grant_type !== 'client_credential') fail(40002)
  const tokens = appProven(world, query)
  const nowMs = world.clock.now()
  return present(issueClassic(tokens, nowMs), nowMs)
}

const forced = (tokens: AccessTokens, nowMs: number): AccessToken => {
  const outcome = forceStable(tokens, nowMs)
  if (outcome === 'too_soon') return fail(45011)
  if (outcome === 'day_spent') return fail(45009)
  return outcome
}

const stableToken = (world: World, { body }: Call) => {
  if (body.grant_type !== 'client_credential') fail(40002)
  const tokens = appProven(world, body)
  const force = body.force_refresh ?? false
  if (typeof force !== 'boolean') fail(47001)
  const nowMs = world.clock.now()
  return present(force ? forced(tokens, nowMs) : currentStable(tokens, nowMs), nowMs)
}

export const tokenEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/cgi-bin/token', needsToken: false, answer: classicToken },
  {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    needsToken: false,
    limits: [
      { calls: 10_000, per: 'minute' },
      { calls: 500_000, per: 'day' },
    ],
    answer: stableToken,
  },
]
