import { percentOf } from '../meter/share'

export type Step = { streakDays: number; points: number; couponName: string | null; reached: boolean }

/** How far the line is filled: whole steps, and the share of the way to the next one. */
export const filledPercent = (steps: readonly Step[], streak: number) => {
  const gaps = steps.length - 1
  const last = steps.filter((step) => step.reached).length - 1
  if (gaps < 1 || last >= gaps) return last >= 0 ? 100 : 0
  if (last < 0) return 0
  const from = steps[last]?.streakDays ?? 0
  const to = steps[last + 1]?.streakDays ?? from
  return Math.round(((last + percentOf(streak - from, to - from) / 100) / gaps) * 100)
}
