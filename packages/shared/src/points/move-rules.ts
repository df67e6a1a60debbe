import { share } from '../kit/share'
import { byEnd, graceEnd, holding, takeFrom, type Draw, type Lot } from './rules'

export type MemberBucket = 'available' | 'pending' | 'held' | 'debt'

/**
 * Moves points into a bucket of an account (out of it when negative), on one lot; a debt has none, and a negative move of it means that
 * more is owed. A lot that comes into being with the same plan is named by its `ref`.
 */
export type Move = { bucket: MemberBucket; lotId: string | null; amount: number }

/** A lot that takes back what its parent could not take any more. */
export type ReturnLot = { ref: string; parentLotId: string; points: number; expiresAt: Date | null }

export type Moves = { moves: Move[]; newLots: ReturnLot[] }

const into =
  (bucket: MemberBucket, sign: 1 | -1) =>
  ({ lotId, points }: Draw): Move => ({ bucket, lotId, amount: sign * points })

const totalOf = (draws: readonly Draw[]) => draws.reduce((sum, draw) => sum + draw.points, 0)

/** What has just become available pays off a debt first: whoever owes has nothing to spend. */
function absorb(debt: number, credits: readonly Draw[]): Move[] {
  const paid = Math.min(debt, totalOf(credits))
  if (paid === 0) return []
  const moves: Move[] = []
  let missing = paid
  for (const { lotId, points } of credits) {
    const taken = Math.min(points, missing)
    if (taken > 0) moves.push({ bucket: 'available', lotId, amount: -taken })
    missing -= taken
  }
  return [...moves, { bucket: 'debt', lotId: null, amount: paid }]
}

const credit = (debt: number, credits: readonly Draw[]): Move[] => [
  ...credits.map(into('available', 1)),
  ...absorb(debt, credits),
]

/** Something earned, in a lot of its own: available at once, or pending. */
export const earnMoves = (lot: Draw, debt: number, pending: boolean): Move[] =>
  pending ? [into('pending', 1)(lot)] : credit(debt, [lot])

/** Points leave what can be spent. */
export const spendMoves = (draws: readonly Draw[]): Move[] => draws.map(into('available', -1))

/** Points are set aside. */
export const holdMoves = (draws: readonly Draw[]): Move[] => [
  ...draws.map(into('available', -1)),
  ...draws.map(into('held', 1)),
]

/** Points that were set aside are spent. */
export const captureMoves = (draws: readonly Draw[]): Move[] => draws.map(into('held', -1))

/** Pending lots become available. */
export function activateMoves(lots: readonly Lot[], debt: number): Move[] {
  const draws = lots.filter((lot) => lot.remaining > 0).map((lot) => ({ lotId: lot.id, points: lot.remaining }))
  return [...draws.map(into('pending', -1)), ...credit(debt, draws)]
}

/** What is left of a lot ends. What is held of it stays held. */
export const expireMoves = (lot: Lot): Move[] => [
  { bucket: lot.state === 'pending' ? 'pending' : 'available', lotId: lot.id, amount: -lot.remaining },
]

/** Points on their way back. `home`: their lot belongs to the account that gets them. */
export type Returning = Draw & { expiresAt: Date | null; home: boolean }

type Place = { to: 'lot' } | { to: 'new'; expiresAt: Date | null }

function putBack(pieces: readonly Returning[], debt: number, placeOf: (piece: Returning) => Place): Moves {
  const newLots: ReturnLot[] = []
  const credits = pieces.map((piece) => {
    const place = placeOf(piece)
    if (place.to === 'lot') return { lotId: piece.lotId, points: piece.points }
    const ref = `#${newLots.length}`
    newLots.push({ ref, parentLotId: piece.lotId, points: piece.points, expiresAt: place.expiresAt })
    return { lotId: ref, points: piece.points }
  })
  return { moves: credit(debt, credits), newLots }
}

type Back = { debt: number; at: Date; graceDays: number }

/**
 * Gives spent points back: to their lots with the original end, or, where that end is past or nearer than the grace, to new lots that
 * end after the grace. What comes back to another account (two members became one) keeps its end in a new lot.
 */
export function returnMoves(pieces: readonly Returning[], { debt, at, graceDays }: Back): Moves {
  const grace = graceEnd(at, graceDays)
  return putBack(pieces, debt, ({ expiresAt, home }) => {
    const lasts = expiresAt === null || expiresAt >= grace
    if (lasts && home) return { to: 'lot' }
    return { to: 'new', expiresAt: lasts ? expiresAt : grace }
  })
}

/**
 * Sets held points free: to their lots, which keep their end however near. A lot that ended while its points were held gives them the
 * grace, as a return does: they were not the member's to spend in time.
 */
export function releaseMoves(pieces: readonly Returning[], { debt, at, graceDays }: Back): Moves {
  const { moves, newLots } = putBack(pieces, debt, ({ expiresAt }) =>
    expiresAt !== null && expiresAt <= at ? { to: 'new', expiresAt: graceEnd(at, graceDays) } : { to: 'lot' },
  )
  return { moves: [...captureMoves(pieces), ...moves], newLots }
}

/**
 * Takes back what was earned: its own lots first, pending before available. Of the rest, what had ended unused (`ended`) is let go: nobody
 * had anything of it, and it must not cost them other points. What then remains was spent: the other lots give it likewise, in the order
 * of use, and what they lack is a debt that the next credits pay off. Never refused: a refunded purchase must not leave points behind.
 */
export function clawbackMoves(
  lots: readonly Lot[],
  own: (lot: Lot) => boolean,
  points: number,
  now: Date,
  ended = 0,
): Move[] {
  const [pending, active] = [holding(lots, 'pending', now), holding(lots, 'active', now)]
  const others = (lot: Lot) => !own(lot)
  const first = takeFrom([...pending.filter(own), ...active.filter(own)], points)
  const spent = Math.max(0, first.missing - ended)
  const rest = takeFrom([...pending.filter(others), ...active.filter(others)], spent)
  const isPending = (lotId: string) => pending.some((lot) => lot.id === lotId)
  return [
    ...[...first.draws, ...rest.draws].map((draw) => into(isPending(draw.lotId) ? 'pending' : 'available', -1)(draw)),
    ...(rest.missing > 0 ? [{ bucket: 'debt' as const, lotId: null, amount: -rest.missing }] : []),
  ]
}

/**
 * Which lots `points` of a spending return to: shared by what each has not got back yet, by the largest remainder. However the parts are
 * cut, no lot gets more than it gave, and all parts together give each exactly that.
 */
export function shareBack(points: number, left: readonly Draw[]): Draw[] {
  const parts = share(
    points,
    left.map((draw) => draw.points),
  )
  return left.map(({ lotId }, index) => ({ lotId, points: parts[index] ?? 0 })).filter((draw) => draw.points > 0)
}

/** Sets what is available off against a debt, in the order of use: for an account that takes over another's lots and debt. */
export function settleDebt(lots: readonly Lot[], debt: number, now: Date): Move[] {
  const active = holding(lots, 'active', now).sort(byEnd)
  return absorb(
    debt,
    active.map((lot) => ({ lotId: lot.id, points: lot.remaining })),
  )
}
