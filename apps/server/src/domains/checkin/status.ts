import { firstMakeUpDay, makeUpPrice } from '@huitou/shared/checkin/make-up-rules'
import { cycleSpan, ladderPosition, type Plan, type Reward } from '@huitou/shared/checkin/plan-rules'
import { runningLength } from '@huitou/shared/checkin/rules'
import { addDays, daysBetween, type Day } from '@huitou/shared/kit/day'
import type { Output } from '@huitou/shared/api'
import { templatesWithStores } from '#server/domains/coupon/queries'
import type { Reader } from '#server/platform/db/tx'
import type { CheckInRow } from './entities'
import { standingOf, type Standing } from './outlook'
import { makeUpsUsed } from './make-up'
import { visitOn } from './queries'

type Status = Output<'checkin.status'>
type Names = (templateId: string | null | undefined) => string | null

/** As far ahead as anybody looks for the next step. */
const AHEAD_DAYS = 62

async function couponNames(read: Reader, plans: readonly Plan[]): Promise<Names> {
  const ids = plans.flatMap(({ ladder, cumulative, specials, first }) =>
    [...ladder, ...cumulative, ...specials, ...(first ? [first] : [])].map((one) => one.templateId),
  )
  const templates = await templatesWithStores(
    read,
    ids.filter((id): id is string => id !== null),
  )
  return (templateId) => (templateId ? (templates.get(templateId)?.template.name ?? null) : null)
}

const presentReward = ({ points, growth, vouchers }: Reward, names: Names) => ({
  points,
  growth,
  couponName: names(vouchers[0]?.templateId),
})

const presentGift = (
  { points, growth, templateId }: Plan['ladder'][number] | Plan['cumulative'][number],
  names: Names,
) => ({
  points,
  growth,
  couponName: names(templateId),
})

/** What today gave, once it has; what was told may since have been cut by a cap. */
const givenToday = (row: CheckInRow, names: Names) => ({
  points: row.points,
  growth: row.growth,
  couponName: names(row.vouchers?.find((one) => one.couponId !== null)?.templateId),
})

/** The next day that brings a step, if none is missed until then. */
function nextReward(standing: Standing, names: Names): Status['nextReward'] {
  const { day, doneToday } = standing
  for (let ahead = doneToday ? 1 : 0; ahead <= AHEAD_DAYS; ahead += 1) {
    const then = addDays(day, ahead)
    const reward = standing.promised(then)
    const step = reward.bonuses.find((bonus) => bonus.kind !== 'first')
    if (!step) continue
    const label = step.kind === 'ladder' ? `连签 ${step.at} 天` : `本期第 ${step.at} 次`
    return { ...presentReward(reward, names), day: then, inDays: ahead, label }
  }
  return null
}

/** The days that can be made up, newest first. */
function makeUpDays({ plan, day, joined, days }: Standing): Day[] {
  const first = firstMakeUpDay(plan.body, day)
  if (first === null) return []
  const from = Math.max(first, joined)
  const length = Math.max(0, daysBetween(from, day))
  const done = new Set(days)
  return Array.from({ length }, (_, index) => addDays(day, -index - 1)).filter((one) => !done.has(one))
}

export async function makeUpOffer(read: Reader, memberId: string, standing: Standing): Promise<Status['makeUp']> {
  const { plan, day } = standing
  if (!plan.body.makeUp) return null
  const used = await makeUpsUsed(read, memberId, plan.body, day)
  const left = Math.max(0, plan.body.makeUp.limit - used)
  return { left, points: makeUpPrice(plan.body.makeUp, used), days: left > 0 ? makeUpDays(standing) : [] }
}

export async function statusOf(read: Reader, memberId: string, now: Date): Promise<Status> {
  const standing = await standingOf(read, memberId, now)
  const { day, plan, streak, doneToday, todayRow } = standing
  const { body } = plan
  const tomorrow = addDays(day, 1)
  const names = await couponNames(read, [body, standing.planOn(tomorrow).body])
  const running = runningLength(streak, day)
  const today = standing.promised(day)
  const mark = standing.markOn(day)
  const count = standing.countOn(day) - (doneToday ? 0 : 1)
  return {
    today: day,
    dayEndsAt: standing.endsAt.toISOString(),
    checkedInToday: doneToday,
    streak: running,
    todayReward: todayRow ? givenToday(todayRow, names) : presentReward(today, names),
    tomorrowReward: presentReward(standing.promised(tomorrow), names),
    todayMark: mark,
    ladder: body.ladder.map((step) => ({
      ...presentGift(step, names),
      streakDays: step.streakDays,
      reached: ladderPosition(body.cycle, day, running) >= step.streakDays,
    })),
    visit: {
      points: body.visit.points,
      doneToday: (await visitOn(read, memberId, day)) !== null,
      per: body.visit.per,
      evidence: body.visit.evidence,
    },
    planName: plan.name,
    cycle: { kind: body.cycle.kind, ...cycleSpan(body.cycle, day) },
    todayParts: todayRow ? todayRow.parts : today.parts,
    cumulative: {
      count,
      steps: body.cumulative.map((step) => ({
        ...presentGift(step, names),
        count: step.count,
        reached: count >= step.count,
      })),
    },
    nextReward: nextReward(standing, names),
    makeUp: await makeUpOffer(read, memberId, standing),
  }
}
