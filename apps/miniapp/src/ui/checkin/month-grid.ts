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

/** What a screen reader says of a day, and what the line under the calendar shows once it is tapped. */
export const sayDay = (one: CalendarDay, today: Day) => {
  const state = stateOf(one, today)
  const date = `${Math.floor(one.day / 100) % 100}月${one.day % 100}日`
  const gained = state === 'done' || state === 'today-done'
  const points =
    one.points === null || state === 'missed' ? null : gained ? `得了 ${one.points} 积分` : `签到得 ${one.points} 积分`
  return [date, one.mark, WORDS[state], one.visited ? '到过店' : null, points].filter(Boolean).join('，')
}
