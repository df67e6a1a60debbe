import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Refused } from '#server/platform/refused'

const WRONG_MAX = 5
const WINDOW_SECONDS = 60

export type Guesses = ReturnType<typeof createGuesses>

/** Wrong typed codes per person: five a minute, counted per process. Eight digits live three minutes, so guessing stays hopeless. */
export function createGuesses() {
  const limiter = new RateLimiterMemory({ keyPrefix: 'huitou:g', points: WRONG_MAX, duration: WINDOW_SECONDS })
  return {
    /** Refuses digits_locked once the guesses are used up, right or wrong. */
    async check(who: string) {
      const state = await limiter.get(who)
      if (state && state.remainingPoints <= 0)
        throw new Refused('digits_locked', { retryAfterSeconds: Math.ceil(state.msBeforeNext / 1000) })
    },
    async miss(who: string) {
      await limiter.penalty(who)
    },
  }
}
