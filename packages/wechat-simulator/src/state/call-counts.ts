import { beijingDayOf } from '#simulator/state/clock'

/** `errcode` only where WeChat answers another one than for most calls. */
export type CallLimit = { calls: number; per: 'second' | 'minute' | 'day'; errcode?: number }

/** Calls in the running second, minute or day, by path and kind of window. */
export type CallCounts = Map<string, { window: number; calls: number }>

const LENGTH_MS = { second: 1_000, minute: 60_000 }

const windowOf = (per: CallLimit['per'], nowMs: number) =>
  per === 'day' ? beijingDayOf(nowMs) : Math.floor(nowMs / LENGTH_MS[per])

/** Counts one call and says whether it is still within the limit. */
export const countCall = (counts: CallCounts, path: string, limit: CallLimit, nowMs: number) => {
  const key = `${path} per ${limit.per}`
  const window = windowOf(limit.per, nowMs)
  const before = counts.get(key)
  const calls = before?.window === window ? before.calls + 1 : 1
  counts.set(key, { window, calls })
  return calls <= limit.calls
}
