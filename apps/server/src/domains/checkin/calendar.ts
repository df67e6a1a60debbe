import type { CalendarDay } from '@huitou/shared/checkin/contract'
import { daysOfMonth, type Day, type Month } from '@huitou/shared/kit/day'
import type { Output } from '@huitou/shared/api'
import type { Reader } from '#server/platform/db/tx'
import { standingOf, type Standing } from './outlook'
import { monthOfMember } from './queries'
import { makeUpOffer } from './status'

const stepOn = (standing: Standing, day: Day) => {
  const step = standing.promised(day).bonuses.find((bonus) => bonus.kind !== 'first')
  if (!step) return null
  return step.kind === 'ladder' ? `连签 ${step.at} 天` : `本期第 ${step.at} 次`
}

/** One month as a member sees it: what was, what was missed and can be mended, and what is to come. */
export async function calendarOf(
  read: Reader,
  memberId: string,
  month: Month,
  now: Date,
): Promise<Output<'checkin.calendar'>> {
  const standing = await standingOf(read, memberId, now)
  const { day: current, joined } = standing
  const { checkIns, visits } = await monthOfMember(read, memberId, month)
  const offer = await makeUpOffer(read, memberId, standing)
  const days = daysOfMonth(month).map((day): CalendarDay => {
    const done = checkIns.find((one) => one.day === day)
    const ahead = !done && day >= current
    return {
      day,
      checkedIn: done !== undefined,
      visited: visits.some((visit) => visit.day === day),
      mark: standing.markOn(day),
      points: done ? done.points : ahead ? standing.promised(day).points : null,
      madeUp: done !== undefined && done.madeUpOn !== null,
      missed: !done && day < current && day >= joined,
      makeUpPoints: offer?.days.includes(day) ? offer.points : null,
      step: ahead ? stepOn(standing, day) : null,
    }
  })
  return { month, today: current, days }
}
