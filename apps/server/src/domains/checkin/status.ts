import { addDays, daysBetween, daysOfMonth, type Day, type Month } from '@huitou/shared/kit/day'
import { ladderPosition, markOf, rewardOf, runningLength, type Reward, type Streak } from '@huitou/shared/checkin/rules'
import type { CalendarDay } from '@huitou/shared/checkin/contract'
import type { Output } from '@huitou/shared/api'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { today } from '#server/domains/store/queries'
import type { Reader } from '#server/platform/db/tx'
import type { PlanRow } from './entities'
import { monthOfMember, planInForce, streakOf, visitOn } from './queries'

type Names = (templateId: string | null) => string | null

async function couponNames(read: Reader, plan: PlanRow): Promise<Names> {
  const ids = plan.ladder.map((step) => step.templateId).filter((id): id is string => id !== null)
  const templates = await templatesWithStores(read, ids)
  return (templateId) => (templateId === null ? null : (templates.get(templateId)?.template.name ?? null))
}

const presentReward = ({ points, templateId }: Pick<Reward, 'points' | 'templateId'>, names: Names) => ({
  points,
  couponName: names(templateId),
})

/** How long the streak was, or will be, at the end of today if the member checks in. */
const lengthToday = (streak: Streak | null, day: Day) =>
  streak && streak.lastDay >= day ? streak.length : runningLength(streak, day) + 1

export async function statusOf(read: Reader, memberId: string, now: Date): Promise<Output<'checkin.status'>> {
  const { day, endsAt } = await today(read, now)
  const plan = await planInForce(read, now)
  const streak = await streakOf(read, memberId)
  const names = await couponNames(read, plan)
  const length = lengthToday(streak, day)
  const running = runningLength(streak, day)
  return {
    today: day,
    dayEndsAt: endsAt.toISOString(),
    checkedInToday: streak !== null && streak.lastDay >= day,
    streak: running,
    todayReward: presentReward(rewardOf(plan, day, length), names),
    tomorrowReward: presentReward(rewardOf(plan, addDays(day, 1), length + 1), names),
    todayMark: markOf(plan, day)?.name ?? null,
    ladder: plan.ladder.map((step) => ({
      ...presentReward(step, names),
      streakDays: step.streakDays,
      reached: ladderPosition(plan, running) >= step.streakDays,
    })),
    visit: { points: plan.visitPoints, doneToday: (await visitOn(read, memberId, day)) !== null },
  }
}

/** What a day that has not come yet will give, if the member misses none until then. */
const promised = (plan: PlanRow, streak: Streak | null, day: Day, now: Day) =>
  rewardOf(plan, day, lengthToday(streak, now) + daysBetween(now, day)).points

export async function calendarOf(
  read: Reader,
  memberId: string,
  month: Month,
  now: Date,
): Promise<Output<'checkin.calendar'>> {
  const { day: current } = await today(read, now)
  const plan = await planInForce(read, now)
  const streak = await streakOf(read, memberId)
  const { checkIns, visits } = await monthOfMember(read, memberId, month)
  const days = daysOfMonth(month).map((day): CalendarDay => {
    const done = checkIns.find((one) => one.day === day)
    return {
      day,
      checkedIn: done !== undefined,
      visited: visits.some((visit) => visit.day === day),
      mark: markOf(plan, day)?.name ?? null,
      points: done ? done.points : day >= current ? promised(plan, streak, day, current) : null,
    }
  })
  return { month, today: current, days }
}
