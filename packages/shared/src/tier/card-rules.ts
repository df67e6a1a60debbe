import { no, type Decision } from '../kit/decision'

export type CardTerms = {
  /** Null: not for sale. */
  points: number | null
  stockLeft: number | null
  perMemberLimit: number | null
  ended: boolean
}

export type BuyRefusal = 'not_found' | 'quote_changed' | 'item_limit' | 'item_sold_out'

/** Whether somebody who bought `bought` of them before may buy one more, at the price they saw. */
export function judgeBuyCard(
  card: CardTerms,
  bought: number,
  pointsSeen: number,
): Decision<{ points: number }, BuyRefusal> {
  if (card.ended || card.points === null) return no('not_found')
  if (card.points !== pointsSeen) return no('quote_changed')
  if (card.perMemberLimit !== null && bought >= card.perMemberLimit) return no('item_limit')
  if (card.stockLeft !== null && card.stockLeft <= 0) return no('item_sold_out')
  return { ok: true, points: card.points }
}

type Stock = { stockTotal: number | null; stockLeft: number | null }

/** What is left when the stock becomes `total`: what went stays gone. A total below what went is none. */
export function stockAfter(
  before: Stock | null,
  total: number | null,
): Decision<{ stockLeft: number | null }, 'input_invalid'> {
  if (total === null) return { ok: true, stockLeft: null }
  const gone = before?.stockTotal && before.stockLeft !== null ? before.stockTotal - before.stockLeft : 0
  return total < gone ? no('input_invalid') : { ok: true, stockLeft: total - gone }
}
