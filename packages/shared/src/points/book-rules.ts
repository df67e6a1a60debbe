import { activateMoves, expireMoves, releaseMoves, type Move, type Moves } from './move-rules'
import { byId, RETURN_GRACE_DAYS, type Draw, type Lot } from './rules'

/** Points set aside until `endsAt`. */
export type OpenHold = { id: string; endsAt: Date; lots: readonly Draw[] }

/** An account as its rules see it. */
export type Book = { lots: readonly Lot[]; holds: readonly OpenHold[]; debt: number }

/** Something that time brings by itself. */
export type Due = { at: Date } & (
  | { kind: 'activate'; lot: Lot }
  | { kind: 'expire'; lot: Lot }
  | { kind: 'time_out'; hold: OpenHold }
)

/** What comes first of what happens at one moment. */
const RANK = { activate: 0, time_out: 1, expire: 2 } as const

const idOf = (due: Due) => (due.kind === 'time_out' ? due.hold.id : due.lot.id)

const earlier = (a: Due, b: Due) =>
  a.at.getTime() - b.at.getTime() || RANK[a.kind] - RANK[b.kind] || byId(idOf(a), idOf(b))

/** What will happen to a lot by itself, in time. */
function duesOfLot(lot: Lot): Due[] {
  if (lot.remaining === 0) return []
  const dues: Due[] = []
  if (lot.state === 'pending' && lot.activatesAt) dues.push({ kind: 'activate', at: lot.activatesAt, lot })
  if (lot.expiresAt) dues.push({ kind: 'expire', at: lot.expiresAt, lot })
  return dues
}

/** When the next thing happens to a lot by itself; null when nothing will. */
export const dueAtOf = (lot: Lot): Date | null => duesOfLot(lot).sort(earlier)[0]?.at ?? null

/** The first thing that is due by `until`; null when nothing is. */
export function nextDue({ lots, holds }: Book, until: Date): Due | null {
  const dues = [
    ...lots.flatMap(duesOfLot),
    ...holds.map((hold): Due => ({ kind: 'time_out', at: hold.endsAt, hold })),
  ].filter((due) => due.at <= until)
  return dues.sort(earlier)[0] ?? null
}

/** A hold's points with the ends of their lots, on their way back. */
export const returningOf = (held: readonly Draw[], lots: readonly Lot[]) =>
  held.map((draw) => {
    const lot = lots.find((one) => one.id === draw.lotId)
    if (!lot) throw new Error(`no lot ${draw.lotId} for what is held of it`)
    return { ...draw, expiresAt: lot.expiresAt, home: true }
  })

/** What a due thing does, dated to its own moment: late is on time (P7). */
export function dueMoves({ lots, debt }: Book, due: Due): Moves {
  switch (due.kind) {
    case 'activate':
      return { moves: activateMoves([due.lot], debt), newLots: [] }
    case 'expire':
      return { moves: expireMoves(due.lot), newLots: [] }
    case 'time_out':
      return releaseMoves(returningOf(due.hold.lots, lots), { debt, at: due.at, graceDays: RETURN_GRACE_DAYS })
  }
}

const moved = (lot: Lot, moves: readonly Move[]): Lot => {
  const sum = (buckets: Move['bucket'][]) =>
    moves
      .filter((move) => move.lotId === lot.id && buckets.includes(move.bucket))
      .reduce((total, move) => total + move.amount, 0)
  return { ...lot, remaining: lot.remaining + sum(['available', 'pending']), held: lot.held + sum(['held']) }
}

function after(book: Book, due: Due): Book {
  const { moves, newLots } = dueMoves(book, due)
  const owed = moves.filter((move) => move.bucket === 'debt').reduce((total, move) => total + move.amount, 0)
  const fresh = newLots.map(({ ref, parentLotId, expiresAt }): Lot => {
    const base = { state: 'active', remaining: 0, held: 0, activatesAt: null, expiresAt } as const
    const lot = moved({ ...base, id: ref }, moves)
    return { ...lot, id: `${due.kind === 'time_out' ? due.hold.id : ''}${ref}/${parentLotId}` }
  })
  const lots = book.lots.map((lot) => moved(lot, moves))
  return {
    lots: [
      ...lots.map((lot) =>
        due.kind === 'activate' && lot.id === due.lot.id ? { ...lot, state: 'active' as const } : lot,
      ),
      ...fresh,
    ],
    holds: book.holds.filter((hold) => due.kind !== 'time_out' || hold.id !== due.hold.id),
    debt: book.debt - owed,
  }
}

/** The account as it stands at `until` when nobody does anything before: what is due by then has happened, one after the other. */
export function settled(book: Book, until: Date): Book {
  let state = book
  for (let due = nextDue(state, until); due !== null; due = nextDue(state, until)) state = after(state, due)
  return state
}

export type Totals = { available: number; pending: number; held: number; debt: number }

/** What an account holds, bucket by bucket. */
export function totalsOf({ lots, debt }: Book): Totals {
  const sum = (pick: (lot: Lot) => number) => lots.reduce((total, lot) => total + pick(lot), 0)
  return {
    available: sum((lot) => (lot.state === 'active' ? lot.remaining : 0)),
    pending: sum((lot) => (lot.state === 'pending' ? lot.remaining : 0)),
    held: sum((lot) => lot.held),
    debt,
  }
}
