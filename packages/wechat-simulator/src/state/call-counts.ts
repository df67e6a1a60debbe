import { beijingDayOf } from '#simulator/state/clock'

export type CallLimit = { calls: number; per: 'minute' | 'day' }

/** Calls in the running minute or day, by path and kind of window. */
export type CallCounts = Map<string, { window: number; calls: number }>

const windowOf = (per: CallLimit['per'], nowMs: number) =>
  per === 'minute' ? Math.floor(nowMs / 60_000) : beijingDayOf(nowMs)

/** Counts one call and says whether it is still within the limit. */
export const countCall = (counts: CallCounts, path: string, limit: CallLimit, nowMs: number) => {
  const key = `${path} per ${limit.per}`
  const window = windowOf(limit.per, nowMs)
  const before = counts.get(key)
  const calls = before?.window === window ? before.calls + 1 : 1
  counts.set(key, { window, calls })
  return calls <= limit.calls
}
