import { no, type Decision } from '../kit/decision'
import { weekdayOf, type Day } from '../kit/day'
import type { Goal, TaskPeriod, TaskState } from './schema'

/** How long a reward waits to be fetched once its period is over. */
export const CLAIM_DAYS = 7
/** How long a task is looked at once it is over: the last day of a daily one ends after it, and its reward waits from then on. */
export const LOOKED_AT_DAYS = CLAIM_DAYS + 2
const DAY_MS = 86_400_000

/** How far a goal goes: of `spend` in fen, of all others in times. */
export const targetOf = ({ kind, count, minFen }: Goal) => (kind === 'spend' ? (minFen ?? 0) : count)

/** What something that happened counts for. `fen` is what was paid and kept. */
export function worthOf({ kind, minFen }: Goal, { times, fen }: { times: number; fen: number }): number {
  if (times === 0) return 0
  if (kind === 'spend') return fen
  return kind === 'purchase' && fen < (minFen ?? 0) ? 0 : times
}

export type Pause = { from: string; until: string | null }

export type Window = {
  publishedAt: Date | null
  endedAt: Date | null
  from: Date | null
  until: Date | null
  pauses: readonly Pause[]
  weekdays: readonly number[]
  hours: { from: number; until: number } | null
  newcomerDays: number | null
}

/** When something happened: the moment, its business day, and what the brand's clocks showed. */
export type Moment = { at: Date; day: Day; minutes: number }

const isPausedAt = (pauses: readonly Pause[], at: Date) =>
  pauses.some(({ from, until }) => new Date(from) <= at && (until === null || at < new Date(until)))

const isOpenAt = ({ publishedAt, endedAt, from, until, pauses }: Window, at: Date) =>
  publishedAt !== null &&
  at >= publishedAt &&
  (endedAt === null || at < endedAt) &&
  (from === null || at >= from) &&
  (until === null || at < until) &&
  !isPausedAt(pauses, at)

/** Whether somebody who joined at `joinedAt` is still among the newcomers that a task is for. */
export const isNewcomerAt = ({ newcomerDays }: Pick<Window, 'newcomerDays'>, joinedAt: Date, at: Date) =>
  newcomerDays === null || at.getTime() < joinedAt.getTime() + newcomerDays * DAY_MS

/** Whether what happened then counts, whenever it is told: only the moment itself decides (P7). */
export function covers(window: Window, { at, day, minutes }: Moment, joinedAt: Date): boolean {
  const { weekdays, hours } = window
  if (!isOpenAt(window, at) || !isNewcomerAt(window, joinedAt, at)) return false
  if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) return false
  return hours === null || (minutes >= hours.from && minutes < hours.until)
}

/** Under which key progress is kept: the business day of a daily task, 0 of all others. */
export const periodKeyOf = (period: TaskPeriod, day: Day) => (period === 'daily' ? day : 0)

export type Cause = { cause: string; value: number; at: Date }

const byTime = (a: Cause, b: Cause) => a.at.getTime() - b.at.getTime() || (a.cause < b.cause ? -1 : 1)

/**
 * How far somebody is, and when they got there: of the causes alone, in whatever order those were told. What happened before the task
 * opened (`opensAfter`; null: not open yet) does not count.
 */
export function progressOf(causes: readonly Cause[], target: number, opensAfter: Date | null) {
  let count = 0
  let doneAt: Date | null = null
  if (opensAfter === null) return { count, doneAt }
  for (const { value, at } of [...causes].sort(byTime)) {
    if (value === 0 || at <= opensAfter) continue
    count += value
    if (doneAt === null && count >= target) doneAt = at
  }
  return { count, doneAt }
}

/** A profile stays complete: filled in before its task's turn (`opensAfter`), it counts as soon as that has come. */
export const countsAt = ({ kind }: Goal, at: Date, opensAfter: Date | null) =>
  kind === 'profile' && opensAfter !== null && at <= opensAfter ? new Date(opensAfter.getTime() + 1) : at

/** What is told again is what it was, or less: undone stays undone, in whatever order it is told. */
export const lessOf = (before: number, now: number) => Math.min(before, now)

type Ends = { period: TaskPeriod; until: Date | null; endedAt: Date | null }

/** Until when a reward can be fetched; null as long as the task has no end. `dayEndsAt` is the end of a daily task's day. */
export function claimUntilOf({ period, until, endedAt }: Ends, dayEndsAt: Date): Date | null {
  const ends = [until, endedAt].flatMap((one) => (one === null ? [] : [one.getTime()]))
  if (period === 'daily') return new Date(dayEndsAt.getTime() + CLAIM_DAYS * DAY_MS)
  return ends.length === 0 ? null : new Date(Math.min(...ends) + CLAIM_DAYS * DAY_MS)
}

export type Standing = {
  state: TaskState
  /** Somebody fetched it as this person, in whatever membership. */
  claimed: boolean
  doneAt: Date | null
  claimUntil: Date | null
  level: number
  minLevel: number | null
  /** Null where rewards are not counted. */
  stockLeft: number | null
}

export type ClaimRefusal =
  | 'not_found'
  | 'task_claimed'
  | 'task_not_done'
  | 'task_claim_over'
  | 'task_tier'
  | 'task_sold_out'

/** Whether a reward can be fetched now. A pause keeps nobody from what they have earned. */
export function judgeClaim(standing: Standing, now: Date): Decision<object, ClaimRefusal> {
  const { state, claimed, doneAt, claimUntil, level, minLevel, stockLeft } = standing
  if (state === 'draft') return no('not_found')
  if (claimed) return no('task_claimed')
  if (doneAt === null) return no('task_not_done')
  if (claimUntil !== null && now >= claimUntil) return no('task_claim_over')
  if (minLevel !== null && level < minLevel) return no('task_tier')
  return stockLeft === 0 ? no('task_sold_out') : { ok: true }
}

export const CARD_STATES = ['locked', 'doing', 'claimable', 'claimed', 'missed', 'sold_out', 'paused'] as const
export type CardState = (typeof CARD_STATES)[number]

/** How a task stands for a member. */
export function cardStateOf(standing: Standing, isOpened: boolean, now: Date): CardState {
  const decision = judgeClaim(standing, now)
  if (decision.ok) return 'claimable'
  if (decision.reason === 'task_claimed') return 'claimed'
  if (decision.reason === 'task_claim_over') return 'missed'
  if (decision.reason === 'task_tier' || !isOpened) return 'locked'
  if (standing.stockLeft === 0) return 'sold_out'
  if (standing.minLevel !== null && standing.level < standing.minLevel) return 'locked'
  return standing.state === 'paused' ? 'paused' : 'doing'
}
