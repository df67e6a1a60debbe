import { no, type Decision } from '../kit/decision'

/** Without 0/O and 1/I/L: people read these out loud. */
export const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** One in so many guesses may hit a code, at most; with ten wrong guesses in ten minutes that is years. */
export const GUESS_ODDS_MIN = 10_000_000

const CODE = /^[0-9A-Z]{4,32}$/

/** A code as it is kept: capitals and digits, whatever spaces and dashes somebody typed. Null for what is none. */
export function cleanCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return CODE.test(code) ? code : null
}

/** `prefix` and `#` for each random character: "SP######". */
export const patternOf = (prefix: string, length: number) => prefix + '#'.repeat(length)

/** How many codes a pattern can make. Not exact beyond 2^53, where nobody counts. */
export const spaceOf = (length: number) => CODE_LETTERS.length ** length

/**
 * Whether so many codes of a length can stand without anybody guessing one. A shared code is told to everybody and need not be secret.
 * `oddsOneIn`: one guess in so many hits.
 */
export function judgeCodes({
  length,
  total,
}: {
  length: number
  total: number
}): Decision<{ oddsOneIn: number }, 'codes_guessable'> {
  const oddsOneIn = Math.floor(spaceOf(length) / total)
  return oddsOneIn >= GUESS_ODDS_MIN ? { ok: true, oddsOneIn } : no('codes_guessable')
}

/** The fewest random characters with which so many codes cannot be guessed. */
export function lengthFor(total: number): number {
  for (let length = 4; length < 24; length += 1) if (judgeCodes({ length, total }).ok) return length
  return 24
}
