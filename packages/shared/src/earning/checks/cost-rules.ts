import { evaluate, totalOf, type Context } from '../evaluate-rules'
import { divide } from '../sum-rules'
import type { Facts, RuleSet } from '../rules'

/** ¥100: what costs are told for. */
const SALE_FEN = 10_000

export type Worth = {
  /** What a point costs, in thousandths of a fen. */
  pointMilliFen: number
  /** The highest factors that any tier has. */
  tierPermille: number
  memberDayPermille: number
}

/** What a sale of ¥100 costs in points and in fen. Coupons are counted; what they are worth depends on their use. */
export type Cost = { points: number; fen: number; coupons: number }

const FACTS: Facts = {
  event: 'purchase',
  day: 20_000_101,
  weekday: 6,
  minuteOfDay: 0,
  amountFen: SALE_FEN,
  items: [{ category: '', quantity: 1, paidFen: SALE_FEN }],
  quantity: 1,
}

function costOf(set: RuleSet, context: Pick<Context, 'benefit' | 'worstCase'>, pointMilliFen: number): Cost {
  const { lanes, coupons } = evaluate(set, FACTS, { memberId: '0', at: new Date(0), ...context })
  const points = totalOf(lanes, 'points', 'wanted')
  return { points, fen: divide(points * pointMilliFen, 1000, 'ceil'), coupons: coupons.length }
}

/** At most: everything that a rule asks is met at once, for the highest tier, and no limit has been reached. */
export const worstCost = (set: RuleSet, { pointMilliFen, tierPermille, memberDayPermille }: Worth): Cost =>
  costOf(set, { benefit: { pointsPermille: tierPermille, memberDayPermille }, worstCase: true }, pointMilliFen)

/** As a rule: what always holds, for a member without benefits. */
export const usualCost = (set: RuleSet, { pointMilliFen }: Worth): Cost => {
  const always = set.rules.filter((rule) => !rule.if && !rule.when && !rule.campaign)
  return costOf({ ...set, rules: always }, { benefit: { pointsPermille: 1000 }, worstCase: true }, pointMilliFen)
}
