import type { CalendarDay } from '@huitou/shared/checkin/contract'
import { type Day, weekdayOf } from '@huitou/shared/kit/day'

export type DayState = 'done' | 'today' | 'today-done' | 'missed' | 'later'

export const stateOf = ({ day, checkedIn }: CalendarDay, today: Day): DayState => {
  if (day === today) return checkedIn ? 'today-done' : 'today'
  if (checkedIn) return 'done'
  return day < today ? 'missed' : 'later'
}

/** How many cells stay free before the first of the month, in weeks that begin on Sunday. */
export const leadingBlanks = (days: readonly CalendarDay[]) => (days[0] ? weekdayOf(days[0].day) : 0)

const WORDS: Record<DayState, string> = {
  done: '已签到',
  today: '今天，还没签到',
  'today-done': '今天，已签到',
  missed: '没有签到',
  later: '还没到',
}

const makeUpText = (points: number) => (points === 0 ? '可以免费补签' : `可以花 ${points} 积分补签`)

/** The few characters under a day: what makes it special, else that it was made up, else that it brings a step. */
export const markText = ({ mark, madeUp, visited, step, checkedIn }: CalendarDay) => {
  if (mark !== null) return mark
  if (madeUp) return '补签'
  if (visited) return '到店'
  return step && !checkedIn ? '有奖' : ''
}

/** What a screen reader says of a day, and what the line under the calendar shows once it is tapped. */
export const sayDay = (one: CalendarDay, today: Day) => {
  const state = stateOf(one, today)
  const date = `${Math.floor(one.day / 100) % 100}月${one.day % 100}日`
  const gained = state === 'done' || state === 'today-done'
  const points =
    one.points === null || state === 'missed' ? null : gained ? `得了 ${one.points} 积分` : `签到得 ${one.points} 积分`
  const how = one.madeUp ? '补签的' : null
  const step = one.step && !one.checkedIn ? one.step : null
  const offer = one.makeUpPoints === undefined || one.makeUpPoints === null ? null : makeUpText(one.makeUpPoints)
  return [date, one.mark, WORDS[state], how, one.visited ? '到过店' : null, points, step, offer]
    .filter(Boolean)
    .join('，')
}
