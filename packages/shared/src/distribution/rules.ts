import type { Decision } from '../kit/decision'
import { no } from '../kit/decision'
import { share } from '../kit/share'
import type { CommissionState, Rate, SettingsBody } from './schema'

const PERMILLE = 1000
const DAY_MS = 86_400_000

export const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)

/** What a purchase of so much money brings; never more than was paid. */
export const commissionOf = (rate: Rate, paidFen: number) =>
  rate.by === 'permille' ? Math.floor((paidFen * rate.permille) / PERMILLE) : Math.min(rate.amountFen, paidFen)

/** What of it stands after refunds: by share, so that parts in any order take what the whole takes. */
export const standingOf = (amountFen: number, { paidFen, refundedFen }: { paidFen: number; refundedFen: number }) =>
  paidFen === 0 ? 0 : (share(amountFen, [Math.max(0, paidFen - refundedFen), Math.min(paidFen, refundedFen)])[0] ?? 0)

/** Whether a purchase is big enough to bring commission, by what was paid and not by what stands: refunds take their share of it. */
export const isEnough = (paidFen: number, { minPurchaseFen = 0 }: Pick<SettingsBody, 'minPurchaseFen'>) =>
  paidFen >= minPurchaseFen

export type Bought = {
  at: Date
  /** From joining until no purchase brings commission any more. */
  bound: { from: Date; until: Date }
  /** Distribution was on, and the distributor was active. */
  open: boolean
  /** Since when the buyer is a distributor too. */
  buyerSince: Date | null
  /** The buyer was a customer before the distributor brought them. */
  knownBefore: boolean
}

/**
 * Whether a purchase brings its buyer's distributor commission. Nobody earns by who has become a distributor: neither by what they buy
 * from then on, nor by what their customers buy.
 */
export const earns = ({ at, bound, open, buyerSince, knownBefore }: Bought) =>
  open && !knownBefore && at >= bound.from && at < bound.until && (buyerSince === null || at < buyerSince)

/** Where a distributor's money is. What is owed back (`debtFen`) is paid by what falls due later. */
export type Figures = { frozenFen: number; dueFen: number; heldFen: number; debtFen: number; paidFen: number }
export type Move = { amountFen?: number; frozenFen?: number; heldFen?: number; paidFen?: number }

/** All that is the distributor's by the entries; below zero where more was paid than stands. */
export const netOf = ({ frozenFen, dueFen, heldFen, debtFen }: Figures) => frozenFen + dueFen + heldFen - debtFen

/** The figures after a move: what is neither frozen nor held is due, or a debt. */
export function moved(before: Figures, { amountFen = 0, frozenFen = 0, heldFen = 0, paidFen = 0 }: Move): Figures {
  const frozen = before.frozenFen + frozenFen
  const held = before.heldFen + heldFen
  const rest = netOf(before) + amountFen - frozen - held
  return {
    ...{ frozenFen: frozen, heldFen: held, paidFen: before.paidFen + paidFen },
    ...{ dueFen: Math.max(0, rest), debtFen: Math.max(0, -rest) },
  }
}

export type Commission = { standingFen: number; paidFen: number; freesAt: Date }

/** Late or on time, the state is told by the moment. */
export function stateOf({ standingFen, paidFen, freesAt }: Commission, now: Date): CommissionState {
  if (standingFen === 0) return 'clawed_back'
  if (standingFen <= paidFen) return 'paid'
  return now < freesAt ? 'frozen' : 'due'
}

export type Owed = { id: string; leftFen: number }

/**
 * Which commissions a pay-out settles, oldest first: how much more of each is paid now. What was paid for goods that came back since pays
 * for others first; what no commission takes any more stays with the last one, as what is owed.
 */
export function allocate(owed: readonly Owed[], payoutFen: number): Map<string, number> {
  const paid = new Map<string, number>()
  let budget = payoutFen
  for (const { id, leftFen } of owed.filter((one) => one.leftFen < 0)) {
    paid.set(id, leftFen)
    budget -= leftFen
  }
  for (const { id, leftFen } of owed.filter((one) => one.leftFen > 0)) {
    const part = Math.min(leftFen, budget)
    if (part > 0) paid.set(id, part)
    budget -= part
  }
  const last = owed[owed.length - 1]
  if (last && budget > 0) paid.set(last.id, (paid.get(last.id) ?? 0) + budget)
  return paid
}

type Asked = { amountFen: number; dueFen: number; minFen: number; isOpen: boolean }
type NotAsked = 'payout_open' | 'payout_below_minimum' | 'payout_beyond_due'

/** Whether a pay-out may be asked for: all or a part of what is due, one at a time. */
export function judgePayout({ amountFen, dueFen, minFen, isOpen }: Asked): Decision<object, NotAsked> {
  if (isOpen) return no('payout_open')
  if (amountFen > dueFen) return no('payout_beyond_due')
  return amountFen < minFen ? no('payout_below_minimum') : { ok: true }
}

type Adjusting = { amountFen: number; figures: Figures }

/**
 * Whether money may be given or taken by hand: never more is taken than there is besides what is asked for, since that may be paid already.
 */
export const judgeAdjustment = ({ amountFen, figures }: Adjusting): Decision<object, 'adjustment_beyond'> =>
  amountFen < 0 && netOf(figures) - figures.heldFen + amountFen < 0 ? no('adjustment_beyond') : { ok: true }
