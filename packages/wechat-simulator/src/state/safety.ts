import type { Suggestion } from '#simulator/api/safety/word-list'

export type MediaVerdict = {
  traceId: string
  openId: string
  mediaUrl: string
  errcode: number
  suggest: Suggestion
  label: number
  atMs: number
}

export type Safety = {
  /** When each person, by key, was last in the mini program. */
  visits: Map<string, number>
  /** Risk ranks by key; null for a person about whom the service has nothing to say just now. */
  ranks: Map<string, number | null>
  mediaVerdicts: MediaVerdict[]
}

export const createSafety = (): Safety => ({ visits: new Map(), ranks: new Map(), mediaVerdicts: [] })

const ACTIVE_MS = 2 * 3_600_000

export const isActive = ({ visits }: Safety, key: string, nowMs: number) =>
  nowMs - (visits.get(key) ?? -Infinity) <= ACTIVE_MS
