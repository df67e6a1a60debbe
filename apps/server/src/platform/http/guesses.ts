import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Refusal } from '@huitou/shared/refusals'
import { Refused } from '#server/platform/refused'

export type Guesses = ReturnType<typeof createGuesses>

type Limit = { name: string; wrongMax: number; windowSeconds: number; refusal: Refusal }

/** Wrong guesses at a secret, per person who guesses; counted per process. */
function createGuesses({ name, wrongMax, windowSeconds, refusal }: Limit) {
  const limiter = new RateLimiterMemory({ keyPrefix: `huitou:${name}`, points: wrongMax, duration: windowSeconds })
  return {
    /** Refuses once the guesses are used up, right or wrong. */
    async check(who: string) {
      const state = await limiter.get(who)
      if (state && state.remainingPoints <= 0)
        throw new Refused(refusal, { retryAfterSeconds: Math.ceil(state.msBeforeNext / 1000) })
    },
    async miss(who: string) {
      await limiter.penalty(who)
    },
  }
}

/** Digits on a member's screen: five a minute. Eight digits live three minutes, so guessing stays hopeless. */
export const createDigitGuesses = () =>
  createGuesses({ name: 'digits', wrongMax: 5, windowSeconds: 60, refusal: 'digits_locked' })

/** Phone numbers that are nobody’s: enough for slips of the finger, too few to try numbers out. */
export const createPhoneGuesses = () =>
  createGuesses({ name: 'phones', wrongMax: 10, windowSeconds: 600, refusal: 'phones_locked' })

/** Coupon codes: ten wrong ones in ten minutes, per member. */
export const createCodeGuesses = () =>
  createGuesses({ name: 'codes', wrongMax: 10, windowSeconds: 600, refusal: 'codes_locked' })

/** Passwords of the console: five a quarter of an hour, per login and address. */
export const createPasswordGuesses = () =>
  createGuesses({ name: 'password', wrongMax: 5, windowSeconds: 900, refusal: 'password_locked' })
