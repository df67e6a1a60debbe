import { addDays, type Day } from '../kit/day'
import { baseLevel, versionOn, type Programme, type Version } from './programme-rules'
import { currentSpan, nextReview, reviewedSpan, type Span } from './window-rules'

/** Growth that carries a level: of a review that kept it, or of a rise since. Looked at again when growth is taken back. */
export type Support = Span & { review: boolean }

/** A level set by hand: a `floor` lifts the member to it, a `cap` holds them down to it, until the end of `lastDay` (null: for good). */
export type Hand = { level: number; kind: 'floor' | 'cap'; lastDay: Day | null; reason: string }

/** Time in which a tier that a review found too high can still be kept. `from` is where the growth that counts begins. */
export type Grace = { reviewDay: Day; endsOn: Day; from: Day | null }

/**
 * Where a member stands. Everything that time brings until the start of `settledDay` has been applied, in its order and dated to its own
 * day: whoever looks late sees what somebody on time saw.
 */
export type Standing = {
  /** What growth and reviews make of the member. */
  natural: number
  /** Below it no refund takes them. */
  floor: number
  supports: Support[]
  hand: Hand | null
  grace: Grace | null
  /** The review of which the member was warned. */
  warnedFor: Day | null
  settledDay: Day
}

export type Around = { versions: readonly Version[]; joined: Day }

export const TIER_CHANGES = ['raised', 'lowered', 'grace', 'kept', 'warned', 'hand', 'hand_ended', 'refunded'] as const
export type ChangeKind = (typeof TIER_CHANGES)[number]

/** One thing that happened to a standing. `from` and `to` are levels in force; they are equal where only the outlook changed. */
export type Change = { kind: ChangeKind; day: Day; from: number; to: number; growth: number; needed: number | null }

/** What time brings, in the order in which one day brings it. */
export const MOMENTS = ['hand', 'grace', 'review', 'activate', 'warn'] as const
export type Moment = (typeof MOMENTS)[number]

/** The level in force. */
export const effectiveLevel = ({ natural, hand }: Pick<Standing, 'natural' | 'hand'>) => {
  if (hand === null) return natural
  return hand.kind === 'floor' ? Math.max(natural, hand.level) : Math.min(natural, hand.level)
}

/** The level for which a member has qualified by growth and which is in force: packs are given for it. */
export const qualifiedLevel = (standing: Pick<Standing, 'natural' | 'hand'>) =>
  Math.min(standing.natural, effectiveLevel(standing))

/** How a member begins. */
export const firstStanding = (level: number, settledDay: Day): Standing => ({
  natural: level,
  floor: level,
  supports: [],
  hand: null,
  grace: null,
  warnedFor: null,
  settledDay,
})

/** The rules in force on a day. */
export const programmeAt = ({ versions }: Around, day: Day): Programme => versionOn(versions, day).body

/** The next day on which a review could lower this member; null when none could. */
export function reviewDayOf(standing: Standing, around: Around): Day | null {
  const programme = programmeAt(around, standing.settledDay)
  if (standing.grace || programme.downgrade === 'none' || standing.natural <= baseLevel(programme)) return null
  return nextReview(programme.window, standing.settledDay, around.joined)
}

function warnDayOf(standing: Standing, around: Around): Day | null {
  const { warnDays } = programmeAt(around, standing.settledDay)
  const reviewDay = reviewDayOf(standing, around)
  if (reviewDay === null || warnDays === 0 || standing.warnedFor === reviewDay) return null
  return addDays(reviewDay, -warnDays)
}

const dayOf = (moment: Moment, standing: Standing, around: Around): Day | null => {
  const { settledDay, hand, grace } = standing
  switch (moment) {
    case 'hand':
      return hand?.lastDay ? addDays(hand.lastDay, 1) : null
    case 'grace':
      return grace?.endsOn ?? null
    case 'review':
      return reviewDayOf(standing, around)
    case 'activate':
      return around.versions.find((version) => version.activeOn > settledDay)?.activeOn ?? null
    case 'warn':
      return warnDayOf(standing, around)
  }
}

/** The next day on which time by itself does something to a standing; null when nothing is in sight. */
export function nextDueDay(standing: Standing, around: Around): Day | null {
  const days = MOMENTS.map((moment) => dayOf(moment, standing, around))
  const ahead = days.filter((day): day is Day => day !== null && day > standing.settledDay)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

/** Which growth a moment of that day needs to know; null when it needs none. */
export function spanFor(moment: Moment, standing: Standing, around: Around, day: Day): Span | null {
  // What was promised until yesterday is judged by yesterday's rules.
  const { window } = programmeAt(around, addDays(day, -1))
  switch (moment) {
    case 'hand':
      return null
    case 'grace':
      return {
        from:
          window.kind === 'rolling' ? reviewedSpan(window, day, around.joined).from : (standing.grace?.from ?? null),
        until: day,
      }
    case 'review':
      return reviewedSpan(window, day, around.joined)
    case 'activate':
      return { ...currentSpan(programmeAt(around, day).window, day, around.joined), until: day }
    case 'warn': {
      const reviewDay = reviewDayOf(standing, around) ?? day
      return { from: reviewedSpan(window, reviewDay, around.joined).from, until: day }
    }
  }
}

/** Whether a moment is due on `day`, as the standing is by then. */
export const isDue = (moment: Moment, standing: Standing, around: Around, day: Day) =>
  dayOf(moment, standing, around) === day
