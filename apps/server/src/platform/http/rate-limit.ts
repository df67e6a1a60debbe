import { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Settings } from '@huitou/config/settings'
import type { Contract } from '@huitou/shared/kit/contract'
import { Refused } from '#server/platform/refused'
import { actorKey } from './admit'
import type { Actor } from './call'

const MINUTE_SECONDS = 60

async function take(limiter: RateLimiterAbstract, key: string) {
  try {
    await limiter.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new Refused('too_many_requests', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) })
  }
}

export type RateLimits = ReturnType<typeof createRateLimits>

/** Limits per person and per address and minute; counted in Redis when given, else per process. */
export function createRateLimits(settings: Settings) {
  const redis = settings.REDIS_URL ? new Redis(settings.REDIS_URL, { maxRetriesPerRequest: 1 }) : null
  const limiter = (keyPrefix: string, points: number): RateLimiterAbstract => {
    const memory = new RateLimiterMemory({ keyPrefix, points, duration: MINUTE_SECONDS })
    // Redis away: each process counts for itself rather than let everybody in or nobody.
    return redis
      ? new RateLimiterRedis({
          storeClient: redis,
          keyPrefix,
          points,
          duration: MINUTE_SECONDS,
          insuranceLimiter: memory,
        })
      : memory
  }
  const commands = limiter('huitou:c', settings.RATE_COMMANDS)
  const queries = limiter('huitou:q', settings.RATE_QUERIES)
  const addresses = limiter('huitou:a', settings.RATE_ADDRESS)
  const logins = limiter('huitou:l', settings.RATE_LOGINS)

  return {
    async address(address: string, isLogin: boolean) {
      await take(addresses, address)
      if (isLogin) await take(logins, address)
    },
    async actor(actor: Actor, kind: Contract['kind']) {
      if (!('kind' in actor)) await take(kind === 'query' ? queries : commands, actorKey(actor))
    },
    async close() {
      await redis?.quit()
    },
  }
}
