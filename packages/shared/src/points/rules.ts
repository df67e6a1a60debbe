import { no, type Decision } from '../kit/decision'

/** The most that one operation may move. */
export const POINTS_MAX = 1_000_000_000

/** Days that returned points keep at least, when their lot has run out or is about to. */
export const RETURN_GRACE_DAYS = 15

const DAY_MS = 86_400_000

/** Points earned together, that run out together. `expiresAt` null: never. */
export type Lot = { id: string; remaining: number; expiresAt: Date | null }
export type Draw = { lotId: string; points: number }

const endOf = (lot: Lot) => lot.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY

const byEnd = (a: Lot, b: Lot) => {
  if (endOf(a) !== endOf(b)) return endOf(a) - endOf(b)
  // Ids are decimal text of any length: the shorter is the smaller.
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1)
}

const isAmount = (points: number) => Number.isSafeInteger(points) && points > 0 && points <= POINTS_MAX

const usable = (lots: readonly Lot[], now: Date) =>
  lots.filter((lot) => lot.remaining > 0 && endOf(lot) > now.getTime()).sort(byEnd)

/** What can be spent at `now`. */
export const balanceAt = (lots: readonly Lot[], now: Date) =>
  usable(lots, now).reduce((sum, lot) => sum + lot.remaining, 0)

/** What runs out first, and when; null when nothing does. Lots that end together count together. */
export function expiringNext(lots: readonly Lot[], now: Date): { points: number; at: Date } | null {
  const [first] = usable(lots, now)
  if (!first?.expiresAt) return null
  const together = usable(lots, now).filter((lot) => endOf(lot) === endOf(first))
  return { points: together.reduce((sum, lot) => sum + lot.remaining, 0), at: first.expiresAt }
}

/** Takes up to `points` from lots in order; what they lack is `missing`. */
function draw(lots: readonly Lot[], points: number): { draws: Draw[]; missing: number } {
  const draws: Draw[] = []
  let missing = points
  for (const lot of lots) {
    const taken = Math.min(lot.remaining, missing)
    if (taken > 0) draws.push({ lotId: lot.id, points: taken })
    missing -= taken
  }
  return { draws, missing }
}

/** Soonest to end first, so that nobody loses points they could have used. */
export function planSpend(
  lots: readonly Lot[],
  points: number,
  now: Date,
): Decision<{ draws: Draw[] }, 'points_invalid' | 'points_short'> {
  if (!isAmount(points)) return no('points_invalid')
  const { draws, missing } = draw(usable(lots, now), points)
  return missing > 0 ? no('points_short') : { ok: true, draws }
}

/** How an earning enters an account: what pays off a debt first, and what stays to spend. */
export function planEarn(points: number, debt: number): Decision<{ absorbed: number; kept: number }, 'points_invalid'> {
  if (!isAmount(points)) return no('points_invalid')
  const absorbed = Math.min(points, debt)
  return { ok: true, absorbed, kept: points - absorbed }
}

/**
 * Takes back what was earned: from its own lot, then from the others, and the rest as a debt that the next earnings pay off. Never
 * refused: a refunded purchase must not leave points behind.
 */
export function planClawback(lots: readonly Lot[], ownLotId: string | null, points: number, now: Date) {
  const own = lots.filter((lot) => lot.id === ownLotId)
  const others = usable(lots, now).filter((lot) => lot.id !== ownLotId)
  const { draws, missing } = draw([...own, ...others], points)
  return { draws, debt: missing }
}

export type Drawn = Draw & { expiresAt: Date | null }
export type Return = { toLots: Draw[]; toNewLots: { parentLotId: string; points: number; expiresAt: Date }[] }

/**
 * Gives spent points back: to their lots with the original end, or, where that end is past or nearer than the grace, to a new lot that
 * ends after the grace.
 */
export function planReturn(drawn: readonly Drawn[], now: Date, graceDays: number): Return {
  const graceEndsAt = new Date(now.getTime() + graceDays * DAY_MS)
  const kept = ({ expiresAt }: Drawn) => expiresAt === null || expiresAt >= graceEndsAt
  return {
    toLots: drawn.filter(kept).map(({ lotId, points }) => ({ lotId, points })),
    toNewLots: drawn
      .filter((one) => !kept(one))
      .map(({ lotId, points }) => ({ parentLotId: lotId, points, expiresAt: graceEndsAt })),
  }
}
