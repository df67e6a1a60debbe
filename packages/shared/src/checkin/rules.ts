import { addDays, type Day } from '../kit/day'

/** One step of the ladder: at so many days in a row there is so much more. */
export type LadderStep = { streakDays: number; points: number; templateId: string | null }
/** A day with a name, on which the base is multiplied (permille: 2000 is double). */
export type SpecialDay = { day: Day; name: string; permille: number }

export type CheckInPlan = {
  basePoints: number
  visitPoints: number
  /** 成长值 for each check-in. */
  growth: number
  /** The ladder starts anew after so many days; null: never. */
  cycleDays: number | null
  ladder: LadderStep[]
  specialDays: SpecialDay[]
}

export type Streak = { lastDay: Day; length: number }
export type RewardPart = { label: string; points: number }
export type Reward = { points: number; parts: RewardPart[]; templateId: string | null }

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

/** Where a streak stands on the ladder: 1 again after a whole cycle. */
export const ladderPosition = ({ cycleDays }: Pick<CheckInPlan, 'cycleDays'>, length: number) =>
  cycleDays === null || length === 0 ? length : ((length - 1) % cycleDays) + 1

export const markOf = (plan: Pick<CheckInPlan, 'specialDays'>, day: Day) =>
  plan.specialDays.find((special) => special.day === day) ?? null

/** What a check-in gives as the `length`th day in a row. Fixed by the plan: nothing is drawn (R32). The parts add up to the points. */
export function rewardOf(plan: CheckInPlan, day: Day, length: number): Reward {
  const special = markOf(plan, day)
  const step = plan.ladder.find((one) => one.streakDays === ladderPosition(plan, length))
  const extra = special ? Math.floor((plan.basePoints * (special.permille - 1000)) / 1000) : 0
  const parts = [
    { label: '每日签到', points: plan.basePoints },
    ...(special && extra > 0 ? [{ label: special.name, points: extra }] : []),
    ...(step && step.points > 0 ? [{ label: `连签 ${step.streakDays} 天`, points: step.points }] : []),
  ]
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    parts,
    templateId: step?.templateId ?? null,
  }
}
