import { no, type Decision } from '../kit/decision'

export type ItemTerms = { points: number; stockLeft: number | null; perMemberLimit: number | null; ended: boolean }

export type ExchangeRefusal = 'not_found' | 'quote_changed' | 'item_limit' | 'item_sold_out'

/** Whether a member who took `taken` of an item before may take one more, at the price that they saw. */
export function judgeExchange(item: ItemTerms, taken: number, pointsSeen: number): Decision<object, ExchangeRefusal> {
  if (item.ended) return no('not_found')
  if (item.points !== pointsSeen) return no('quote_changed')
  if (item.perMemberLimit !== null && taken >= item.perMemberLimit) return no('item_limit')
  if (item.stockLeft !== null && item.stockLeft <= 0) return no('item_sold_out')
  return { ok: true }
}

/** How many more of it a member may take; null without a limit. */
export const allowanceOf = ({ perMemberLimit }: Pick<ItemTerms, 'perMemberLimit'>, taken: number) =>
  perMemberLimit === null ? null : Math.max(0, perMemberLimit - taken)
