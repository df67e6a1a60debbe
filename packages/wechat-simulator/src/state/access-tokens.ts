import { randomBytes } from 'node:crypto'
import { beijingDayOf } from '#simulator/state/clock'

export const TOKEN_LIFE_MS = 7_200_000
const OVERLAP_MS = 300_000
const FORCE_PAUSE_MS = 30_000
const FORCES_A_DAY = 20
const MEMORY_MS = 86_400_000

/** `voidAtMs` is when a newer token took its place for good; its own end, `endsAtMs`, may come first. */
export type AccessToken = { value: string; endsAtMs: number; voidAtMs: number }

type Forces = { day: number; count: number; lastMs: number }

/** The two ways to a token are isolated: issuing one kind leaves the other kind alone. Newest last. */
export type AccessTokens = { classic: AccessToken[]; stable: AccessToken[]; forces: Forces }

export const createAccessTokens = (): AccessTokens => ({
  classic: [],
  stable: [],
  forces: { day: 0, count: 0, lastMs: Number.NEGATIVE_INFINITY },
})

// 136 characters, about what WeChat hands out; it asks callers to keep room for 512.
const newToken = (nowMs: number): AccessToken => ({
  value: `99_${randomBytes(100).toString('base64url').slice(0, 133)}`,
  endsAtMs: nowMs + TOKEN_LIFE_MS,
  voidAtMs: Number.POSITIVE_INFINITY,
})

const voidFrom = (ring: AccessToken[], atMs: number) =>
  ring.map((token) => ({ ...token, voidAtMs: Math.min(token.voidAtMs, atMs) }))

const remembered = (ring: AccessToken[], nowMs: number) => ring.filter((token) => token.endsAtMs + MEMORY_MS > nowMs)

/** Each fetch makes a new token; the one before lives on for five minutes at most. */
export const issueClassic = (tokens: AccessTokens, nowMs: number) => {
  const fresh = newToken(nowMs)
  tokens.classic = [...voidFrom(remembered(tokens.classic, nowMs), nowMs + OVERLAP_MS), fresh]
  return fresh
}

/** The same token for everybody until five minutes before its end; the next one does not shorten it. */
export const currentStable = (tokens: AccessTokens, nowMs: number) => {
  const last = tokens.stable.at(-1)
  if (last && last.endsAtMs - nowMs > OVERLAP_MS) return last
  const fresh = newToken(nowMs)
  tokens.stable = [...remembered(tokens.stable, nowMs), fresh]
  return fresh
}

/** Kills the stable tokens at once. Answers which quota is spent instead when it may not. */
export const forceStable = (tokens: AccessTokens, nowMs: number): AccessToken | 'too_soon' | 'day_spent' => {
  const day = beijingDayOf(nowMs)
  const count = tokens.forces.day === day ? tokens.forces.count : 0
  if (count >= FORCES_A_DAY) return 'day_spent'
  if (nowMs - tokens.forces.lastMs < FORCE_PAUSE_MS) return 'too_soon'
  tokens.forces = { day, count: count + 1, lastMs: nowMs }
  const fresh = newToken(nowMs)
  tokens.stable = [...voidFrom(remembered(tokens.stable, nowMs), nowMs), fresh]
  return fresh
}

/** How WeChat sees a token: one that was replaced is unknown to it, one that ran its time is expired. */
export const judgeToken = (tokens: AccessTokens, value: string, nowMs: number): 'good' | 'expired' | 'unknown' => {
  const token = [...tokens.classic, ...tokens.stable].find((each) => each.value === value)
  if (!token || nowMs >= token.voidAtMs) return 'unknown'
  return nowMs >= token.endsAtMs ? 'expired' : 'good'
}
