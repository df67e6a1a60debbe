const DAY_MS = 86_400_000
const AHEAD_MS = 8 * 3_600_000
const READY_MS = 10 * 3_600_000 + 15 * 60_000

const numberOf = (dayIndex: number) => {
  const date = new Date(dayIndex * DAY_MS)
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
}

const indexOf = (at: Date) => Math.floor((at.getTime() + AHEAD_MS) / DAY_MS)

/** The day in Beijing at a moment: WeChat's bills know no other zone. */
export const beijingDayAt = (at: Date) => numberOf(indexOf(at))

/** When a day begins and ends in Beijing, and from when on its bill is there. */
export function beijingDay(day: number): { startsAt: Date; endsAt: Date; readyAt: Date } {
  const startMs = Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) - AHEAD_MS
  const at = (ms: number) => new Date(startMs + ms)
  return { startsAt: at(0), endsAt: at(DAY_MS), readyAt: at(DAY_MS + READY_MS) }
}

/** The days before a moment whose bills are ready, newest first, `count` at most. */
export const daysReady = (now: Date, count: number) =>
  Array.from({ length: count }, (_, back) => numberOf(indexOf(now) - 1 - back)).filter(
    (day) => beijingDay(day).readyAt <= now,
  )
