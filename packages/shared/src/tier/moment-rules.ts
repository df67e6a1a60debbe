import { addDays, type Day } from '../kit/day'
import { baseLevel, keepGrowthOf, keptLevel, levelBelow, reachedLevel, type Programme } from './programme-rules'
import {
  effectiveLevel,
  programmeAt,
  reviewDayOf,
  type Around,
  type Change,
  type ChangeKind,
  type Hand,
  type Moment,
  type Standing,
} from './standing-rules'
import { currentSpan, type Span } from './window-rules'

export type Applied = { standing: Standing; change: Change | null }

type Seen = { standing: Standing; programme: Programme; day: Day; growth: number; span: Span }

const changed = (
  before: Standing,
  after: Standing,
  { day, growth }: Seen,
  kind: ChangeKind,
  needed: number | null,
) => ({
  standing: after,
  change: { kind, day, from: effectiveLevel(before), to: effectiveLevel(after), growth, needed },
})

/** What a level that a review leaves stands on: the growth of the review where that carries it, or the programme's leniency. */
function settledOn({ standing, programme, growth, span }: Seen, level: number): Standing {
  const carried = keptLevel(programme, level, growth) === level
  return {
    ...standing,
    natural: level,
    grace: null,
    floor: carried ? baseLevel(programme) : level,
    supports: carried ? [{ ...span, review: true }] : [],
  }
}

function lowered(seen: Seen): Applied {
  const { standing, programme, growth } = seen
  const kept = keptLevel(programme, standing.natural, growth)
  const target = programme.downgrade === 'full' ? kept : Math.max(kept, levelBelow(programme, standing.natural))
  return changed(standing, settledOn(seen, target), seen, 'lowered', keepGrowthOf(programme, standing.natural))
}

function review(seen: Seen): Applied {
  const { standing, programme, growth, day, span } = seen
  const needed = keepGrowthOf(programme, standing.natural)
  if (growth >= needed) return { standing: settledOn(seen, standing.natural), change: null }
  if (programme.graceDays === 0) return lowered(seen)
  const grace = { reviewDay: day, endsOn: addDays(day, programme.graceDays), from: span.from }
  return changed(standing, { ...standing, grace }, seen, 'grace', needed)
}

function graceEnded(seen: Seen): Applied {
  const { standing, programme, growth } = seen
  const needed = keepGrowthOf(programme, standing.natural)
  if (growth < needed) return lowered(seen)
  return changed(standing, settledOn(seen, standing.natural), seen, 'kept', needed)
}

/** Rises to what this growth reaches; never falls. A rise ends a grace: there is nothing left to keep. */
function risen(seen: Seen): Applied {
  const { standing, programme, growth, span, day } = seen
  const natural = reachedLevel(programme, growth)
  if (natural <= standing.natural) return { standing, change: null }
  const supports = [...standing.supports, { ...span, review: false }]
  const settledDay = Math.max(standing.settledDay, day)
  return changed(standing, { ...standing, natural, supports, grace: null, settledDay }, seen, 'raised', null)
}

/** A warning changes no level; one that is due when the growth is there already is none. */
function warned(seen: Seen, around: Around): Applied {
  const { standing, programme, growth } = seen
  const warnedFor = reviewDayOf(standing, around)
  const needed = keepGrowthOf(programme, standing.natural)
  const after = { ...standing, warnedFor }
  return growth >= needed ? { standing: after, change: null } : changed(standing, after, seen, 'warned', needed)
}

/** Applies one moment of a day, with the growth that `spanFor` named. Moments that are not due on that day change nothing. */
export function applyMoment(
  moment: Moment,
  standing: Standing,
  around: Around,
  day: Day,
  { span, growth }: { span: Span; growth: number },
): Applied {
  const seen: Seen = { standing, programme: programmeAt(around, addDays(day, -1)), day, growth, span }
  switch (moment) {
    case 'hand':
      return changed(standing, { ...standing, hand: null }, seen, 'hand_ended', null)
    case 'grace':
      return graceEnded(seen)
    case 'review':
      return review(seen)
    case 'activate':
      return risen({ ...seen, programme: programmeAt(around, day) })
    case 'warn':
      return warned(seen, around)
  }
}

/** Rises with the growth of today's window, at once. */
export function riseNow(standing: Standing, around: Around, today: Day, growth: number): Applied {
  const programme = programmeAt(around, today)
  return risen({ standing, programme, day: today, growth, span: currentSpan(programme.window, today, around.joined) })
}

/**
 * After growth was taken back: a level that no growth carries any more goes back at once, but never below what a review left the member
 * for another reason. `net` is what each support is worth now.
 */
export function recheckNow(
  standing: Standing,
  around: Around,
  today: Day,
  { growth, net }: { growth: number; net: readonly number[] },
): Applied {
  const programme = programmeAt(around, today)
  if (programme.onRefund === 'keep') return { standing, change: null }
  const carried = standing.supports.map((support, index) =>
    support.review ? keptLevel(programme, standing.natural, net[index] ?? 0) : reachedLevel(programme, net[index] ?? 0),
  )
  const level = Math.max(standing.floor, reachedLevel(programme, growth), ...carried)
  if (level >= standing.natural) return { standing, change: null }
  const seen = { standing, programme, day: today, growth, span: currentSpan(programme.window, today, around.joined) }
  return changed(
    standing,
    { ...standing, natural: level, grace: null },
    seen,
    'refunded',
    tierGrowth(programme, standing),
  )
}

const tierGrowth = (programme: Programme, { natural }: Standing) =>
  programme.tiers.find((tier) => tier.level === natural)?.growthFrom ?? null

/** Sets a level by hand, or takes such a setting back (null). One above what growth gives is a floor, one below it a cap. */
export function setByHand(
  standing: Standing,
  hand: Omit<Hand, 'kind'> | null,
  { day, growth }: { day: Day; growth: number },
): { standing: Standing; change: Change } {
  const kind = hand && hand.level < standing.natural ? ('cap' as const) : ('floor' as const)
  const after = { ...standing, hand: hand && { ...hand, kind } }
  const change = { day, from: effectiveLevel(standing), to: effectiveLevel(after), growth, needed: null }
  return { standing: after, change: { kind: hand ? 'hand' : 'hand_ended', ...change } }
}
