import type { Output } from '@huitou/shared/api'
import type { CheckInResult } from '@huitou/shared/checkin/contract'

type Status = Output<'checkin.status'>
type Reward = Status['todayReward']

const rewardText = ({ points, couponName }: Reward) =>
  couponName === null ? `${points} 积分` : `${points} 积分和${couponName}`

/** What today is about, in one line. */
export const titleOf = ({ checkedInToday, todayMark, todayReward, streak }: Status) => {
  if (checkedInToday) return `今天签过了，连签 ${streak} 天`
  return `${todayMark === null ? '今天' : `今天${todayMark}，`}签到得 ${todayReward.points} 积分`
}

/** What comes next. */
export const noteOf = ({ checkedInToday, streak, todayReward, tomorrowReward }: Status) => {
  if (checkedInToday) return `明天再来得 ${rewardText(tomorrowReward)}`
  const coupon = todayReward.couponName === null ? '' : `，今天再得${todayReward.couponName}`
  return streak === 0 ? `从第 1 天开始数${coupon}` : `已连签 ${streak} 天${coupon}`
}

/** How far the next reward is: "再签 7 天，得 80 积分" (连签、第几次、特别日). Null when none is in sight. */
export const nextRewardText = ({ nextReward }: Pick<Status, 'nextReward'>) => {
  if (!nextReward) return null
  const when = ['今天签到', '明天'][nextReward.inDays] ?? `再签 ${nextReward.inDays} 天`
  return `${when}，${nextReward.label}得 ${rewardText(nextReward)}`
}

/** The headline of a check-in: a reached step is worth more words than a plain day. */
export const cheerTitle = ({ streak }: CheckInResult, ladder: Status['ladder']) =>
  ladder.some(({ streakDays }) => streakDays === streak && streakDays > 1)
    ? `连签 ${streak} 天，奖励到手`
    : `签到成功，连签 ${streak} 天`

/** Where the member stands in this round: "本期签了 5 次，第 10 次得 30 积分". */
export const cumulativeText = ({ count, steps }: NonNullable<Status['cumulative']>) => {
  const next = steps.find((step) => !step.reached)
  return `本期签了 ${count} 次${next ? `，第 ${next.count} 次得 ${rewardText(next)}` : '，奖励都拿到了'}`
}
