import { daysBetween, weekdayOf, type Day } from '../kit/day'
import { no, type Decision } from '../kit/decision'
import type { StaffRole } from '../staff/roles'
import type { WorkState } from './schema'

/** So long what was marked can be taken back. */
export const UNDO_MINUTES = 10
/** Figures reach over so many days at most. */
export const RANGE_DAYS_MAX = 92

const MINUTE_MS = 60_000

type Schedule = { weekdays: readonly number[]; onDay: Day | null }

export const fallsOn = ({ weekdays, onDay }: Schedule, day: Day) =>
  onDay === null ? weekdays.length === 0 || weekdays.includes(weekdayOf(day)) : onDay === day

/** Minutes after the midnight of a business day: what lies before the day begins belongs to its night. */
export const minutesInto = (dueMinutes: number, dayStartMinutes: number) =>
  dueMinutes < dayStartMinutes ? dueMinutes + 1440 : dueMinutes

export const isForRole = (roles: readonly StaffRole[], role: StaffRole) => roles.length === 0 || roles.includes(role)

export type Work = {
  state: WorkState
  dueAt: Date
  /** Until then it is on time. */
  lateAt: Date
  endsAt: Date
  closedAt: Date | null
  staffId: string | null
}

/** Over is over, whether or not somebody has written that down yet. */
export const stateAt = ({ state, endsAt }: Pick<Work, 'state' | 'endsAt'>, now: Date): WorkState =>
  state === 'open' && endsAt <= now ? 'missed' : state

export const isLate = ({ lateAt }: Pick<Work, 'lateAt'>, now: Date) => now > lateAt

/** Whether somebody may mark it done or skipped; `again` when they did that before. */
export function judgeClose(
  work: Work,
  to: 'done' | 'skipped',
  staffId: string,
  now: Date,
): Decision<{ again: boolean }, 'work_taken' | 'work_missed'> {
  const state = stateAt(work, now)
  if (state === 'open') return { ok: true, again: false }
  if (state === 'missed') return no('work_missed')
  return state === to && work.staffId === staffId ? { ok: true, again: true } : no('work_taken')
}

/** Until when it can be taken back by this person; null when it is not theirs to take back. */
export function undoUntilOf(
  { state, closedAt, staffId }: Pick<Work, 'state' | 'closedAt' | 'staffId'>,
  by: { staffId: string; role: StaffRole },
): Date | null {
  if ((state !== 'done' && state !== 'skipped') || closedAt === null) return null
  if (by.role === 'clerk' && by.staffId !== staffId) return null
  return new Date(closedAt.getTime() + UNDO_MINUTES * MINUTE_MS)
}

export function judgeUndo(
  work: Work,
  by: { staffId: string; role: StaffRole },
  now: Date,
): Decision<object, 'work_open' | 'work_undo_over' | 'not_allowed'> {
  if (work.state === 'open') return no('work_open')
  if (work.state === 'missed') return no('work_undo_over')
  const until = undoUntilOf(work, by)
  if (until === null) return no('not_allowed')
  return until > now ? { ok: true } : no('work_undo_over')
}

export const WORK_GROUPS = ['due', 'later', 'closed'] as const
export type WorkGroup = (typeof WORK_GROUPS)[number]

export function groupOf(work: Pick<Work, 'state' | 'dueAt' | 'endsAt'>, now: Date): WorkGroup {
  if (stateAt(work, now) !== 'open') return 'closed'
  return work.dueAt <= now ? 'due' : 'later'
}

export const isRange = (from: Day, to: Day) => from <= to && daysBetween(from, to) < RANGE_DAYS_MAX
