import { applyCoupons, bestCombination, couldUse, type BasketLine, type Candidate } from '../coupon/offer-rules'
import { no, type Decision } from '../kit/decision'
import { share } from '../kit/share'
import { basisOfCoupon, basisOfPoints, basisOfTier, titleOfPoints, titleOfTier } from './word-rules'

/** One line of a bill before anything is taken off; `amountFen` is for all of its pieces. */
export type BillLine = { sku: string | null; name: string; category: string; quantity: number; amountFen: number }

/** A member's coupon that could be used on the bill, by its name. */
export type BillCoupon = Candidate & { name: string }

/** How points pay: 100 for ¥1, for at most half of what the coupons leave, in whole hundreds, unless the shop decides otherwise. */
export type SettlePolicy = {
  pointsPerYuan: number
  /** How much of what is left after the coupons may be paid in points; 0 turns it off. */
  maxSharePermille: number
  minPoints: number
  stepPoints: number
  /** How long a receipt’s code can be claimed by who was no member yet. */
  slipDays: number
}

/** In force until a shop has decided (S-106). */
export const DEFAULT_SETTLE: SettlePolicy = {
  pointsPerYuan: 100,
  maxSharePermille: 500,
  minPoints: 0,
  stepPoints: 100,
  slipDays: 7,
}

/** The best set is sought among so many, the first that are offered: exact in no time (coupon/offer-rules). */
const COUPONS_WEIGHED = 30

/** What the bill is reckoned by. */
export type QuoteTerms = {
  /** The tier’s name, and what its members pay of a price, in thousandths. */
  tier: { name: string; payPermille: number }
  /** What may be chosen from: coupons that hold here and now. */
  coupons: readonly BillCoupon[]
  /** Which of them; undefined: those that take most off. */
  couponIds?: readonly string[] | undefined
  /** How many points pay a part of it. */
  points: number
  /** How many points the member can spend. */
  balance: number
  policy: SettlePolicy
}

export type Deduction = {
  kind: 'tier' | 'coupon' | 'points'
  title: string
  /** Why it is as much as it is, in words. */
  basis: string
  offFen: number
  couponId: string | null
  points: number
}

/** What of a line each thing pays: `amountFen` = `tierFen` + `couponFen` + `offsetFen` + `paidFen`, always. */
export type NetLine = BillLine & {
  tierFen: number
  couponFen: number
  offsetFen: number
  points: number
  paidFen: number
}

/** What of a bill points may pay. `maxPoints` is what this member can use: whole steps of their balance. */
export type Offset = { capFen: number; maxPoints: number; maxFen: number }

export type Quote = {
  lines: NetLine[]
  totalFen: number
  deductions: Deduction[]
  couponIds: string[]
  points: number
  offset: Offset
  payableFen: number
  savedFen: number
}

export type QuoteRefusal =
  | 'coupon_not_together'
  | 'coupon_below_threshold'
  | 'coupon_other_goods'
  | 'not_found'
  | 'points_short'
  | 'offset_too_much'
  | 'offset_uneven'

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** What so many points are worth, in whole fen. A step is always worth whole fen (`stepIsWhole`), so nothing is lost to rounding. */
export const offsetWorthFen = (points: number, { pointsPerYuan }: Pick<SettlePolicy, 'pointsPerYuan'>) =>
  Math.floor((points * 100) / pointsPerYuan)

/** Whether each step of points is worth whole fen: what a policy must be like. */
export const stepIsWhole = ({ stepPoints, pointsPerYuan }: Pick<SettlePolicy, 'stepPoints' | 'pointsPerYuan'>) =>
  (stepPoints * 100) % pointsPerYuan === 0

/**
 * How many points may pay how much of what is left after the coupons: never more than the share, than the balance, than what is left. In
 * whole steps; 0 where that is less than the least that is taken.
 */
export function offsetOf(leftFen: number, balance: number, policy: SettlePolicy): Offset {
  const { pointsPerYuan, maxSharePermille, minPoints, stepPoints } = policy
  const capFen = Math.floor((leftFen * Math.min(1000, maxSharePermille)) / 1000)
  const wanted = Math.min(Math.floor((capFen * pointsPerYuan) / 100), Math.max(0, balance))
  const points = wanted - (wanted % stepPoints)
  const maxPoints = points < minPoints ? 0 : points
  return { capFen, maxPoints, maxFen: offsetWorthFen(maxPoints, policy) }
}

/** Refuses what is no whole step, less than the least, more than the member has, or more than a bill takes. */
function judgePoints(
  points: number,
  offset: Offset,
  { balance, policy }: QuoteTerms,
): Decision<object, 'points_short' | 'offset_too_much' | 'offset_uneven'> {
  if (points === 0) return { ok: true }
  if (points % policy.stepPoints !== 0 || points < policy.minPoints) return no('offset_uneven')
  if (points > balance) return no('points_short')
  return points > offset.maxPoints ? no('offset_too_much') : { ok: true }
}

/** The tier’s price of a line: what is less than a fen is not taken off. */
export const tierOffFen = (amountFen: number, payPermille: number) =>
  Math.floor((amountFen * (1000 - Math.min(1000, Math.max(0, payPermille)))) / 1000)

type Priced = BillLine & { tierFen: number }

const priced = (lines: readonly BillLine[], payPermille: number): Priced[] =>
  lines.map((line) => ({ ...line, tierFen: tierOffFen(line.amountFen, payPermille) }))

/** The basket as coupons see it: after the tier’s price. */
const basketOf = (lines: readonly Priced[]): BasketLine[] =>
  lines.map(({ sku, category, quantity, amountFen, tierFen }) => ({
    ...{ sku, category, quantity },
    amountFen: amountFen - tierFen,
  }))

/** Which coupons of these take most off a bill at this tier’s prices, and how much each would take off alone or why not. */
export function couponsFor(lines: readonly BillLine[], { tier, coupons }: Pick<QuoteTerms, 'tier' | 'coupons'>) {
  const basket = basketOf(priced(lines, tier.payPermille))
  const best = bestCombination(basket, coupons.slice(0, COUPONS_WEIGHED))
  return { best, each: coupons.map(({ id, terms }) => ({ id, ...couldUse(basket, terms) })) }
}

function chosenOf({ coupons, couponIds }: QuoteTerms, best: () => readonly string[]): BillCoupon[] | null {
  const ids = couponIds ?? best()
  const chosen = ids.flatMap((id) => coupons.find((one) => one.id === id) ?? [])
  return chosen.length === ids.length ? chosen : null
}

/** Points over the lines by what is left of each, to the fen and to the point. */
function netLines(lines: readonly Priced[], couponFen: readonly number[], points: number, policy: SettlePolicy) {
  const left = lines.map(({ amountFen, tierFen }, at) => amountFen - tierFen - (couponFen[at] ?? 0))
  const offsetFen = share(offsetWorthFen(points, policy), left)
  const perLine = share(points, offsetFen)
  return lines.map((line, at): NetLine => ({
    ...line,
    couponFen: couponFen[at] ?? 0,
    offsetFen: offsetFen[at] ?? 0,
    points: perLine[at] ?? 0,
    paidFen: (left[at] ?? 0) - (offsetFen[at] ?? 0),
  }))
}

type Taking = { coupon: BillCoupon; offFen: number }

/** Each thing that is taken off, in its fixed order, with its basis. */
function deductionsOf(net: readonly NetLine[], taken: readonly Taking[], terms: QuoteTerms, offset: Offset) {
  const { tier, policy, points } = terms
  const tierFen = sum(net.map((line) => line.tierFen))
  const afterTier = sum(net.map((line) => line.amountFen)) - tierFen
  const none = { couponId: null, points: 0 }
  const deductions: Deduction[] = []
  if (tierFen > 0)
    deductions.push({ kind: 'tier', title: titleOfTier(tier.name), basis: basisOfTier(tier), offFen: tierFen, ...none })
  for (const { coupon, offFen } of taken)
    deductions.push({
      ...{ kind: 'coupon', title: coupon.name, basis: basisOfCoupon(coupon.terms, afterTier, tierFen > 0), offFen },
      ...{ couponId: coupon.id, points: 0 },
    })
  if (points > 0)
    deductions.push({
      ...{ kind: 'points', title: titleOfPoints(points), basis: basisOfPoints(policy, offset.capFen) },
      ...{ offFen: offsetWorthFen(points, policy), couponId: null, points },
    })
  return deductions
}

function couponsTaken(lines: readonly Priced[], chosen: readonly BillCoupon[]) {
  if (chosen.length === 0) return { ok: true as const, taken: [], byLine: lines.map(() => 0) }
  const applied = applyCoupons(basketOf(lines), chosen)
  if (!applied.ok) return applied
  const byLine = lines.map((_, at) => sum(applied.coupons.map((one) => one.byLine[at] ?? 0)))
  const taken = applied.coupons.flatMap(({ id, offFen }): Taking[] => {
    const coupon = chosen.find((one) => one.id === id)
    return coupon ? [{ coupon, offFen }] : []
  })
  return { ok: true as const, taken, byLine }
}

/**
 * What a member pays: goods → the tier’s price, line by line → coupons → points → payable. All in fen and points, whole, never negative,
 * never more off than the bill; what falls on each line adds up exactly. The same rule shows the bill and charges it. Refuses coupons that
 * do not fit or do not go together, ones that are not among those offered (`not_found`), and points beyond the balance (`points_short`),
 * the policy’s share (`offset_too_much`) or its steps (`offset_uneven`).
 */
export function quote(basket: readonly BillLine[], terms: QuoteTerms): Decision<{ quote: Quote }, QuoteRefusal> {
  const lines = priced(basket, terms.tier.payPermille)
  const chosen = chosenOf(terms, () => bestCombination(basketOf(lines), terms.coupons.slice(0, COUPONS_WEIGHED)).ids)
  if (!chosen) return no('not_found')
  const coupons = couponsTaken(lines, chosen)
  if (!coupons.ok) return coupons
  const totalFen = sum(lines.map((line) => line.amountFen))
  const leftFen = totalFen - sum(lines.map((line) => line.tierFen)) - sum(coupons.byLine)
  const offset = offsetOf(leftFen, terms.balance, terms.policy)
  const judged = judgePoints(terms.points, offset, terms)
  if (!judged.ok) return judged
  const net = netLines(lines, coupons.byLine, terms.points, terms.policy)
  const payableFen = sum(net.map((line) => line.paidFen))
  return {
    ok: true,
    quote: {
      ...{ lines: net, totalFen, payableFen, savedFen: totalFen - payableFen, points: terms.points, offset },
      deductions: deductionsOf(net, coupons.taken, terms, offset),
      couponIds: coupons.taken.map(({ coupon }) => coupon.id),
    },
  }
}

const figuresOf = ({ lines, deductions, payableFen }: Quote) =>
  JSON.stringify([
    payableFen,
    lines.map(({ amountFen, tierFen, couponFen, offsetFen, points }) => [
      amountFen,
      tierFen,
      couponFen,
      offsetFen,
      points,
    ]),
    deductions.map(({ kind, offFen, couponId, points }) => [kind, offFen, couponId, points]),
  ])

/** Whether two quotes charge the same, line by line and deduction by deduction. Words may differ. */
export const sameFigures = (a: Quote, b: Quote) => figuresOf(a) === figuresOf(b)
