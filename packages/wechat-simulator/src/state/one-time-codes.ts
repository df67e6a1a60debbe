import { randomBytes } from 'node:crypto'

const CODE_LIFE_MS = 300_000
// A code is remembered for a while after its end, so that a late use is seen as late and memory does not grow for ever.
const MEMORY_MS = 3_600_000

type Code = { userKey: string; endsAtMs: number; used: boolean }

/** Codes that a phone hands to the shop's server: good for one use within five minutes. */
export type OneTimeCodes = Map<string, Code>

export const createOneTimeCodes = (): OneTimeCodes => new Map()

const forgetOld = (codes: OneTimeCodes, nowMs: number) => {
  for (const [text, code] of codes) {
    if (code.endsAtMs + MEMORY_MS < nowMs) codes.delete(text)
  }
}

export const issueCode = (codes: OneTimeCodes, userKey: string, nowMs: number) => {
  forgetOld(codes, nowMs)
  const text = randomBytes(24).toString('base64url')
  codes.set(text, { userKey, endsAtMs: nowMs + CODE_LIFE_MS, used: false })
  return text
}

/** Whose code it is, once; undefined when it is unknown, over or was used before. */
export const redeemCode = (codes: OneTimeCodes, text: string, nowMs: number) => {
  const code = codes.get(text)
  if (!code || code.used || nowMs > code.endsAtMs) return undefined
  codes.set(text, { ...code, used: true })
  return code.userKey
}
