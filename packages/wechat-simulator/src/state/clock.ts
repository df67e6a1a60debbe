/** The simulator's own time: a base clock with an offset that the control plane moves, forward or back. */
export type Clock = {
  now: () => number
  advance: (byMs: number) => void
  set: (atMs: number) => void
  /** How far it was moved from the time that everybody else goes by. */
  aheadMs: () => number
}

export const createClock = (base: () => number = Date.now): Clock => {
  let offsetMs = 0
  return {
    now: () => base() + offsetMs,
    advance: (byMs) => {
      offsetMs += byMs
    },
    set: (atMs) => {
      offsetMs = atMs - base()
    },
    aheadMs: () => offsetMs,
  }
}

const BEIJING_AHEAD_MS = 8 * 3_600_000

/** Counts days as WeChat's daily quotas do: by the calendar of Beijing, which has no daylight saving. */
export const beijingDayOf = (atMs: number) => Math.floor((atMs + BEIJING_AHEAD_MS) / 86_400_000)
