import { no, type Decision } from '../kit/decision'

/** The most that one operation may move. */
export const POINTS_MAX = 1_000_000_000

/** The most that one account takes in. What returns to it may come on top, and every sum still fits what calls can carry. */
export const ACCOUNT_MAX = 500_000_000

/** Days that returned points keep at least, when their lot has run out or is about to. */
export const RETURN_GRACE_DAYS = 15

const DAY_MS = 86_400_000

/** The end of the grace that begins at `at`. */
export const graceEnd = (at: Date, graceDays: number) => new Date(at.getTime() + graceDays * DAY_MS)

/**
 * Points earned together, that run out together. `remaining` can be spent when the lot is active, `held` are set aside. `expiresAt` null:
 * never. A pending lot becomes active at `activatesAt`, or by somebody's word where that is null.
 */
export type Lot = {
  id: string
  state: 'active' | 'pending'
  remaining: number
  held: number
  activatesAt: Date | null
  expiresAt: Date | null
}
export type Draw = { lotId: string; points: number }

const endOf = (lot: Lot) => lot.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY

/** Ids are decimal text of any length: the shorter is the smaller. */
export const byId = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

/** The order in which lots are used: what ends first, and of those that end together the older. */
export const byEnd = (a: Lot, b: Lot) => (endOf(a) === endOf(b) ? byId(a.id, b.id) : endOf(a) - endOf(b))

/** Whether an operation may move so many points. */
export const isAmount = (points: number) => Number.isSafeInteger(points) && points > 0 && points <= POINTS_MAX

/** Lots in a state that hold something at `now`, in the order of use. */
export const holding = (lots: readonly Lot[], state: Lot['state'], now: Date) =>
  lots.filter((lot) => lot.state === state && lot.remaining > 0 && endOf(lot) > now.getTime()).sort(byEnd)

const sumOf = (lots: readonly Lot[]) => lots.reduce((sum, lot) => sum + lot.remaining, 0)

/** What can be spent at `now`. */
export const balanceAt = (lots: readonly Lot[], now: Date) => sumOf(holding(lots, 'active', now))

/** What runs out first, and when; null when nothing does. Lots that end together count together. */
export function expiringNext(lots: readonly Lot[], now: Date): { points: number; at: Date } | null {
  const active = holding(lots, 'active', now)
  const [first] = active
  if (!first?.expiresAt) return null
  return { points: sumOf(active.filter((lot) => endOf(lot) === endOf(first))), at: first.expiresAt }
}

/** Takes up to `points` from lots in order; what they lack is `missing`. */
export function takeFrom(lots: readonly Lot[], points: number): { draws: Draw[]; missing: number } {
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
  const { draws, missing } = takeFrom(holding(lots, 'active', now), points)
  return missing > 0 ? no('points_short') : { ok: true, draws }
}

/** Of a hold's lots, what a capture of `points` takes (soonest to end first, as they were held) and what goes back. */
export function planCapture(
  held: readonly Draw[],
  points: number,
): Decision<{ captured: Draw[]; released: Draw[] }, 'points_invalid' | 'points_short'> {
  if (!isAmount(points)) return no('points_invalid')
  let missing = points
  const captured: Draw[] = []
  const released: Draw[] = []
  for (const { lotId, points: had } of held) {
    const taken = Math.min(had, missing)
    missing -= taken
    if (taken > 0) captured.push({ lotId, points: taken })
    if (had > taken) released.push({ lotId, points: had - taken })
  }
  return missing > 0 ? no('points_short') : { ok: true, captured, released }
}

/** How much of a transaction may still be undone, and whether `points` of it (all, when not said) may. */
export function planReversal(
  granted: number,
  undone: number,
  points: number | undefined,
): Decision<{ points: number }, 'already_done' | 'points_invalid' | 'reversal_too_much'> {
  const left = granted - undone
  if (points !== undefined && !isAmount(points)) return no('points_invalid')
  if (left <= 0) return no('already_done')
  if (points !== undefined && points > left) return no('reversal_too_much')
  return { ok: true, points: points ?? left }
}
