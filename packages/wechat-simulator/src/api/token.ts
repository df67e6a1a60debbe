import { requireAppCredentials } from '#simulator/api/app-credentials'
import type { Call, Endpoint } from '#simulator/api/endpoint'
import { fail } from '#simulator/api/failure'
import { currentStable, forceStable, issueClassic, type AccessToken } from '#simulator/state/access-tokens'
import type { World } from '#simulator/world'

const present = (token: AccessToken, nowMs: number) => ({
  access_token: token.value,
  expires_in: Math.floor((token.endsAtMs - nowMs) / 1000),
})

const classicToken = (world: World, { query }: Call) => {
  if (query.grant_type !== 'client_credential') fail(40002)
  requireAppCredentials(world.app, query)
  const nowMs = world.clock.now()
  return present(issueClassic(world.tokens, nowMs), nowMs)
}

const forced = (world: World, nowMs: number): AccessToken => {
  const outcome = forceStable(world.tokens, nowMs)
  if (outcome === 'too_soon') return fail(45011)
  if (outcome === 'day_spent') return fail(45009)
  return outcome
}

const stableToken = (world: World, { body }: Call) => {
  if (body.grant_type !== 'client_credential') fail(40002)
  requireAppCredentials(world.app, body)
  const force = body.force_refresh ?? false
  if (typeof force !== 'boolean') fail(47001)
  const nowMs = world.clock.now()
  return present(force ? forced(world, nowMs) : currentStable(world.tokens, nowMs), nowMs)
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
