import { addDays, daysBetween, type Day } from '../kit/day'
import { ladderPosition, rewardOf, type Cycle, type Plan } from './plan-rules'

export type Finding = { severity: 'error' | 'notice'; words: string }

const error = (words: string): Finding => ({ severity: 'error', words })
const notice = (words: string): Finding => ({ severity: 'notice', words })

/** How many days a cycle has at most; null where it has no end. */
export function cycleLength(cycle: Cycle): number | null {
  switch (cycle.kind) {
    case 'none':
      return null
    case 'week':
      return 7
    case 'month':
      return 31
    case 'days':
    case 'run':
      return cycle.days
    case 'campaign':
      return daysBetween(cycle.from, cycle.until) + 1
  }
}

const isRising = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0))

function stepFindings({ cycle, ladder, cumulative }: Plan): Finding[] {
  const length = cycleLength(cycle) ?? Number.POSITIVE_INFINITY
  const days = ladder.map((step) => step.streakDays)
  const counts = cumulative.map((step) => step.count)
  return [
    ...(isRising(days) ? [] : [error('连签奖励的天数要从小到大，不能重复')]),
    ...(cycle.kind === 'run' && counts.length > 0
      ? [error('每人各自连签为一期时没有「累计第几次」，请改按周、按月或固定天数')]
      : []),
    ...(isRising(counts) ? [] : [error('累计奖励的次数要从小到大，不能重复')]),
    ...days.filter((day) => day > length).map((day) => error(`一期只有 ${length} 天，连签 ${day} 天的奖励谁也拿不到`)),
    ...counts
      .filter((count) => count > length)
      .map((count) => error(`一期只有 ${length} 天，第 ${count} 次的奖励谁也拿不到`)),
  ]
}

function cycleFindings({ cycle, makeUp }: Plan, today: Day): Finding[] {
  return [
    ...(cycle.kind === 'campaign' && cycle.until < cycle.from ? [error('活动的结束日早过了开始日')] : []),
    ...(cycle.kind === 'campaign' && cycle.until <= today ? [error('活动的结束日已经过去')] : []),
    ...(makeUp && makeUp.prices.length > makeUp.limit ? [notice('补签的价格比次数多，多的用不到')] : []),
  ]
}

const DAYS_SHOWN = 30

/** What the most eager member earns in thirty days from tomorrow, without make-ups. */
export function monthlyMost(plan: Plan, today: Day): number {
  let points = 0
  for (let index = 1; index <= DAYS_SHOWN; index += 1) {
    const day = addDays(today, index)
    const facts = { day, length: index, count: index, first: index === 1, birthday: null, tier: null }
    points += rewardOf(plan, { ...facts, count: ladderPosition(plan.cycle, day, index) }).points
  }
  return points
}

/** What speaks against publishing a plan (errors), and what its owner should know (notices). */
export const checkPlan = (plan: Plan, today: Day): Finding[] => [
  ...stepFindings(plan),
  ...cycleFindings(plan, today),
  notice(`天天签到的会员，30 天最多得 ${monthlyMost(plan, today)} 积分`),
]
