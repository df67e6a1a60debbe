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

/** How far the next step of the ladder is: "再签 7 天，得 80 积分". Null at its top. */
export const nextStepText = (ladder: Status['ladder'], streak: number) => {
  const step = ladder.find(({ streakDays }) => streakDays > streak)
  if (!step) return null
  return `再签 ${step.streakDays - streak} 天，得${step.couponName ?? ` ${step.points} 积分`}`
}

/** The headline of a check-in: a reached step is worth more words than a plain day. */
export const cheerTitle = ({ streak }: CheckInResult, ladder: Status['ladder']) =>
  ladder.some(({ streakDays }) => streakDays === streak && streakDays > 1)
    ? `连签 ${streak} 天，奖励到手`
    : `签到成功，连签 ${streak} 天`
