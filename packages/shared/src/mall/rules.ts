import { no, type Decision } from '../kit/decision'
import type { ShelfState } from './schema'

const HOUR_MS = 3_600_000

export type Offer = { points: number; from: Date; until: Date }

export type ItemTerms = {
  onSale: boolean
  points: number
  /** A lower price for a time. */
  offer: Offer | null
  saleFrom: Date | null
  saleUntil: Date | null
  /** An event that has begun is over. */
  eventAt: Date | null
  /** The lowest tier that may have it. */
  minLevel: number
  stockLeft: number | null
  perMemberLimit: number | null
  perMemberDayLimit: number | null
  /** How many all members together may take a day. */
  dailyQuota: number | null
}

/** How many have been taken, orders that came to nothing left out: by this person ever and today, and by everybody today. */
export type Taken = { ever: number; today: number; everybodyToday: number }

export const NOTHING_TAKEN: Taken = { ever: 0, today: 0, everybodyToday: 0 }

/** What of a member's tier and cards matters here. */
export type Customer = { tierLevel: number; earlyAccessHours: number }

/** What one costs at `now`. `listPoints` is the price without the limited-time offer that runs; null when none does. */
export function priceAt({ points, offer }: Pick<ItemTerms, 'points' | 'offer'>, now: Date) {
  const runs = offer !== null && offer.from <= now && now < offer.until && offer.points < points
  return runs
    ? { points: offer.points, listPoints: points, saleEndsAt: offer.until }
    : { points, listPoints: null, saleEndsAt: null }
}

/** When this customer may begin, null for at any time: a tier may go in some hours before everybody else. */
export const opensAt = ({ saleFrom }: Pick<ItemTerms, 'saleFrom'>, { earlyAccessHours }: Customer) =>
  saleFrom && new Date(saleFrom.getTime() - earlyAccessHours * HOUR_MS)

const lessOf = (limit: number | null, taken: number) => (limit === null ? null : Math.max(0, limit - taken))

/** The lowest of several limits; null when there is none. */
const lowest = (limits: readonly (number | null)[]) => {
  const counted = limits.filter((limit): limit is number => limit !== null)
  return counted.length === 0 ? null : Math.min(...counted)
}

/** How many this member may take in one go now, by all limits and the stock; null without any. */
export const allowanceOf = (item: ItemTerms, taken: Taken) =>
  lowest([
    item.stockLeft,
    lessOf(item.perMemberLimit, taken.ever),
    lessOf(item.perMemberDayLimit, taken.today),
    lessOf(item.dailyQuota, taken.everybodyToday),
  ])

export type TakeRefusal =
  | 'not_found'
  | 'item_over'
  | 'item_not_started'
  | 'item_tier'
  | 'item_limit'
  | 'item_day_limit'
  | 'item_today_out'
  | 'item_sold_out'

const isOver = ({ saleUntil, eventAt }: ItemTerms, now: Date) =>
  (saleUntil !== null && now >= saleUntil) || (eventAt !== null && now >= eventAt)

/** Whether it is the time, and this member the one, for the item at all. */
function judgeDoor(item: ItemTerms, customer: Customer, now: Date): Decision<object, TakeRefusal> {
  if (!item.onSale) return no('not_found')
  if (isOver(item, now)) return no('item_over')
  const from = opensAt(item, customer)
  if (from && now < from) return no('item_not_started')
  return customer.tierLevel < item.minLevel ? no('item_tier') : { ok: true }
}

const exceeds = (limit: number | null, taken: number) => limit !== null && taken > limit

/** Whether a member may take `quantity` more now. Reasons in the order in which a member wants to know. */
export function judgeTake(
  item: ItemTerms,
  { customer, taken, quantity }: { customer: Customer; taken: Taken; quantity: number },
  now: Date,
): Decision<object, TakeRefusal> {
  const door = judgeDoor(item, customer, now)
  if (!door.ok) return door
  if (exceeds(item.perMemberLimit, taken.ever + quantity)) return no('item_limit')
  if (exceeds(item.perMemberDayLimit, taken.today + quantity)) return no('item_day_limit')
  if (exceeds(item.dailyQuota, taken.everybodyToday + quantity)) return no('item_today_out')
  return exceeds(item.stockLeft, quantity) ? no('item_sold_out') : { ok: true }
}

const STATE_OF: Record<TakeRefusal, ShelfState> = {
  not_found: 'over',
  item_over: 'over',
  item_not_started: 'not_started',
  item_tier: 'tier_locked',
  item_limit: 'limit_reached',
  item_day_limit: 'today_reached',
  item_today_out: 'today_out',
  item_sold_out: 'sold_out',
}

/** How the item stands on the shelf for this member. */
export function shelfStateOf(item: ItemTerms, customer: Customer, taken: Taken, now: Date): ShelfState {
  const decision = judgeTake(item, { customer, taken, quantity: 1 }, now)
  return decision.ok ? 'open' : STATE_OF[decision.reason]
}

export type Quote = { quantity: number; shippingPoints: number; pointsSeen: number; cashSeenFen: number }

/** What the whole order costs at `now`; refuses quote_changed when that is not what the member saw. */
export function priceOf(
  item: Pick<ItemTerms, 'points' | 'offer'> & { priceFen: number },
  { quantity, shippingPoints, pointsSeen, cashSeenFen }: Quote,
  now: Date,
): Decision<{ points: number; cashFen: number }, 'quote_changed'> {
  const points = priceAt(item, now).points * quantity + shippingPoints
  const cashFen = item.priceFen * quantity
  return points === pointsSeen && cashFen === cashSeenFen ? { ok: true, points, cashFen } : no('quote_changed')
}
