import type { CallName } from '@huitou/shared/api'
import { serverNowMs } from '../clock'
import { readStored, removeStored, writeStored } from '../storage'

/** Kept keys, oldest first. More than this were never answered: the oldest go. */
const KEPT_MAX = 50
const STORED_AS = 'intents'
/** A retry comes within minutes. The same wish later is a new one: with the old key it would be told the old answer. */
const RETRY_WITHIN_MS = 15 * 60_000

type Kept = { intent: string; key: string; atMs: number }[]

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, sorted(inner)]))
}

/** What the person wants, as text: the same wish gives the same text, whatever the order of the fields. */
export const intentOf = (name: CallName, input: object) => `${name} ${JSON.stringify(sorted(input))}`

const hex = (count: number) => {
  let text = ''
  for (let index = 0; index < count; index += 1) text += Math.floor(Math.random() * 16).toString(16)
  return text
}

/** A version 4 UUID. WeChat has no `crypto`; a key must be unlikely to meet another, not hard to guess. */
export const newKey = () =>
  `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(Math.random() * 4)]}${hex(3)}-${hex(12)}`

const isFresh = ({ atMs }: Kept[number]) => Math.abs(serverNowMs() - atMs) < RETRY_WITHIN_MS

const kept = () => (readStored<Kept>(STORED_AS) ?? []).filter(isFresh)

/**
 * The key for this intent. It is written down before the first request leaves, and stays until `settle`: when the answer gets lost, or
 * the app is killed before it comes, the next try within a quarter of an hour carries the same key and the server answers for the first.
 */
export const keyFor = (intent: string) => {
  const known = kept().find((one) => one.intent === intent)
  if (known) return known.key
  const key = newKey()
  writeStored(STORED_AS, [...kept(), { intent, key, atMs: serverNowMs() }].slice(-KEPT_MAX))
  return key
}

/** The final answer came: the next such wish is a new one. */
export const settle = (intent: string) => {
  const rest = kept().filter((one) => one.intent !== intent)
  if (rest.length === 0) removeStored(STORED_AS)
  else writeStored(STORED_AS, rest)
}
