import { no, type Decision } from '../kit/decision'
import type { ActivityState, GroupOrderState, IfFull, Prize, RefundCause, SizePrice, TeamState } from './schema'

/** How long somebody may take to pay. Until then their piece is held for them, and no longer. */
export const PAY_WITHIN_MS = 10 * 60_000
/** WeChat wants a minute at least to pay in; who comes with less than two before the end could not. */
export const JOIN_BEFORE_MS = 2 * 60_000

const ORDER_MOVES: Record<GroupOrderState, readonly GroupOrderState[]> = {
  paying: ['seated', 'refunding', 'closed'],
  closed: [],
  seated: ['won', 'refunding'],
  won: ['used', 'refunding'],
  used: ['won'],
  refunding: ['refunded'],
  refunded: [],
}

/** Whether an order may go from one state to another. What was used or handed over comes back when the counter undoes it. */
export const orderMay = (from: GroupOrderState, to: GroupOrderState) => ORDER_MOVES[from].includes(to)

/** States in which an order takes a piece of the stock. */
export const HOLDS_STOCK: readonly GroupOrderState[] = ['paying', 'seated', 'won', 'used']

export type ActivityTerms = {
  state: ActivityState
  from: Date | null
  until: Date | null
  stockLeft: number
  perMemberLimit: number
  newcomersOnly: boolean
  prices: readonly SizePrice[]
  /** Whether a complete team's voucher or goods could be given now. While not, nobody is asked for money that would only come back. */
  canBeGiven: boolean
}

/** What somebody has of an activity already, and who they are. */
export type Buyer = {
  /** Orders of theirs that hold or have had a piece, over all their memberships. */
  had: number
  /** An order that waits for their payment. */
  waiting: boolean
  newcomer: boolean
}

export type OpenRefusal =
  | 'group_ended'
  | 'group_paused'
  | 'group_not_started'
  | 'group_sold_out'
  | 'group_limit'
  | 'group_order_waiting'
  | 'not_found'
  | 'quote_changed'

function judgeRoom({ stockLeft, perMemberLimit, canBeGiven }: ActivityTerms, buyer: Buyer): OpenRefusal | null {
  if (!canBeGiven) return 'group_paused'
  if (buyer.waiting) return 'group_order_waiting'
  if (buyer.had >= perMemberLimit) return 'group_limit'
  return stockLeft > 0 ? null : 'group_sold_out'
}

function judgeLife(
  { state, from, until }: Pick<ActivityTerms, 'state' | 'from' | 'until'>,
  now: Date,
): OpenRefusal | null {
  if (state === 'draft') return 'not_found'
  if (state === 'ended' || (until && now >= until)) return 'group_ended'
  if (state === 'paused') return 'group_paused'
  return from && now < from ? 'group_not_started' : null
}

/** The prices for a team of this size; null where there is none. */
export const pricesOf = ({ prices }: Pick<ActivityTerms, 'prices'>, size: number) =>
  prices.find((one) => one.size === size) ?? null

/** Whether somebody may open a team of `size` at `now`, for the price in fen that they saw. */
export function judgeOpen(
  terms: ActivityTerms,
  buyer: Buyer,
  { size, priceSeenFen }: { size: number; priceSeenFen: number },
  now: Date,
): Decision<{ priceFen: number }, OpenRefusal> {
  const reason = judgeLife(terms, now) ?? judgeRoom(terms, buyer)
  if (reason) return no(reason)
  const price = pricesOf(terms, size)
  if (!price) return no('not_found')
  return price.leaderPriceFen === priceSeenFen ? { ok: true, priceFen: price.leaderPriceFen } : no('quote_changed')
}

export type TeamTerms = { state: TeamState; size: number; seats: number; deadlineAt: Date | null; priceFen: number }

export type JoinRefusal = OpenRefusal | 'team_over' | 'team_full' | 'team_closing' | 'team_own' | 'newcomers_only'

function judgeTeam({ state, size, seats, deadlineAt }: TeamTerms, now: Date): JoinRefusal | null {
  if (state === 'opening') return 'not_found'
  if (state === 'succeeded' || (state === 'forming' && seats >= size)) return 'team_full'
  if (state === 'failed' || !deadlineAt || now >= deadlineAt) return 'team_over'
  return deadlineAt.getTime() - now.getTime() < JOIN_BEFORE_MS ? 'team_closing' : null
}

/**
 * Whether somebody may pay for a seat of this team. A team that is open goes on when its activity has ended or pauses: who opened it counts
 * on it. It says nothing yet about the seat: who pays first has it.
 */
export function judgeJoin(
  { activity, team }: { activity: ActivityTerms; team: TeamTerms },
  buyer: Buyer & { inTeam: boolean },
  priceSeenFen: number,
  now: Date,
): Decision<{ priceFen: number }, JoinRefusal> {
  if (buyer.inTeam) return no('team_own')
  const reason = judgeTeam(team, now)
  if (reason) return no(reason)
  if (activity.newcomersOnly && !buyer.newcomer) return no('newcomers_only')
  const room = judgeRoom(activity, buyer)
  if (room) return no(room)
  return team.priceFen === priceSeenFen ? { ok: true, priceFen: team.priceFen } : no('quote_changed')
}

/** By when it must be paid: ten minutes on, and never after the team's end, so that no payment comes too late for its team. */
export const payBy = (now: Date, deadlineAt: Date | null) =>
  new Date(Math.min(now.getTime() + PAY_WITHIN_MS, deadlineAt?.getTime() ?? Number.POSITIVE_INFINITY))

export type Seating = 'seat' | 'own_team' | 'refund'

/**
 * What becomes of a payment for a seat. Of two for the last one the first has it; the other gets what the buyer chose beforehand. A team of
 * one's own only while teams can be opened.
 */
export function seatingOf(
  { state, size, seats }: Pick<TeamTerms, 'state' | 'size' | 'seats'>,
  ifFull: IfFull,
  activity: Pick<ActivityTerms, 'state' | 'from' | 'until'>,
  paidAt: Date,
): Seating {
  if (state === 'forming' && seats < size) return 'seat'
  return ifFull === 'open' && judgeLife(activity, paidAt) === null ? 'own_team' : 'refund'
}

export type CancelRefusal = 'group_order_over' | 'leader_stays'

/**
 * Whether a buyer may step back before the team is complete. Who opened it may only while nobody else is in or about to pay: nobody is left
 * standing (P4).
 */
export function judgeCancel(
  order: { state: GroupOrderState; isLeader: boolean },
  { seats, othersPaying }: { seats: number; othersPaying: number },
): Decision<object, CancelRefusal> {
  if (order.state !== 'paying' && order.state !== 'seated') return no('group_order_over')
  if (order.state === 'seated' && order.isLeader && seats + othersPaying > 1) return no('leader_stays')
  return { ok: true }
}

export type RefundRefusal = 'group_order_over' | 'voucher_used' | 'goods_handed_over'

/** What has become of what an order won: of goods, `used` is handed over or sent. */
export type Standing = 'none_yet' | 'unused' | 'used' | 'gone'

/** Whether what was won may be given back for its money: a voucher before it is used, goods before they are handed over or sent. */
export function judgeRefund(
  { state }: { state: GroupOrderState },
  prize: Prize,
  standing: Standing,
): Decision<object, RefundRefusal> {
  if (state === 'used' || standing === 'used') return no(prize === 'goods' ? 'goods_handed_over' : 'voucher_used')
  return state === 'won' && standing !== 'gone' ? { ok: true } : no('group_order_over')
}

/** Whether the shop may pay goods back that it handed over or sent: they came back to it. */
export const judgeReturn = (
  { state }: { state: GroupOrderState },
  prize: Prize,
  standing: Standing,
): Decision<object, 'group_order_over'> =>
  prize === 'goods' && standing === 'used' && (state === 'used' || state === 'won')
    ? { ok: true }
    : no('group_order_over')

/** Where an order that won something stands, by what has become of that. */
export const stateByStanding = (standing: Standing): GroupOrderState =>
  standing === 'gone' ? 'refunding' : standing === 'used' ? 'used' : 'won'

const CAUSE_WORDS: Record<RefundCause, string> = {
  team_failed: '人没凑齐',
  no_seat: '付款时团已经满了',
  cancelled: '你退出了这个团',
  requested: '你申请了退款',
  expired: '券到期没用',
  unavailable: '店里给不了券了',
  left: '你退会了',
  returned: '店里收到退货了',
}

const GOODS_CAUSE_WORDS: Partial<Record<RefundCause, string>> = {
  expired: '到期没来取',
  unavailable: '店里给不了货了',
}

/** Why the money goes back, as its owner reads it. */
export const refundWords = (cause: RefundCause, prize: Prize) =>
  (prize === 'goods' ? GOODS_CAUSE_WORDS[cause] : undefined) ?? CAUSE_WORDS[cause]
