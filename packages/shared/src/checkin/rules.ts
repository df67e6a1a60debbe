import { addDays, type Day } from '../kit/day'

export type Streak = { lastDay: Day; length: number }

/** How long the streak is as seen on `today`: a missed day ends it. */
export const runningLength = (streak: Streak | null, today: Day) =>
  streak && streak.lastDay >= addDays(today, -1) ? streak.length : 0

/**
 * What one more check-in makes of a streak; null when today, or a later day, already has one. A clock set back gives no day a second
 * time (P2).
 */
export function nextStreak(streak: Streak | null, today: Day): Streak | null {
  if (streak && streak.lastDay >= today) return null
  return { lastDay: today, length: runningLength(streak, today) + 1 }
}
