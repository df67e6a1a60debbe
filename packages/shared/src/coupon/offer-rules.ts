import { share } from '../kit/share'
import type { CouponFace } from './face-schema'

/** The part of a template that prices a bill. */
export type OfferTerms = {
  kind: CouponFace['kind']
  thresholdFen: number
  offFen: number | null
  payPermille: number | null
  offMaxFen: number | null
  /** The goods that an exchange hands over; null: the dearest piece that it covers. */
  itemSku: string | null
  /** What it covers; both empty: everything. */
  categories: readonly string[]
  skus: readonly string[]
  /** Null: alone on a bill. Else at most one of each group, and the groups go together. */
  stackGroup: 1 | 2 | 3 | null
}

/** `amountFen` is for the whole line, after the tier's discount. */
export type BasketLine = { sku: string | null; category: string; quantity: number; amountFen: number }

export type Candidate = { id: string; terms: OfferTerms; expiresAt: Date }

export type Applied = { id: string; offFen: number; byLine: number[] }

export type OfferRefusal =
  | { ok: false; reason: 'coupon_below_threshold'; shortFen: number }
  | { ok: false; reason: 'coupon_other_goods' }

/** What is left of a bill while one coupon after the other is taken off. `freed` counts the pieces of a line given away. */
type Bill = { lines: readonly BasketLine[]; left: number[]; freed: number[] }

const HANDS_OVER: readonly OfferTerms['kind'][] = ['exchange', 'times']
// What gives a whole piece away goes first, then the share, then the amount: a customer never pays for what they get free.
const ORDER: readonly OfferTerms['kind'][] = ['exchange', 'times', 'percent_off', 'cash_off', 'shipping']

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** Whether a line is among what the coupon covers. */
const covers = ({ categories, skus }: OfferTerms, { sku, category }: BasketLine) =>
  (categories.length === 0 && skus.length === 0) ||
  categories.includes(category) ||
  (sku !== null && skus.includes(sku))

/**
 * The lines that a coupon takes something off. One that hands over goods which nobody can find in a basket (it names them in words only)
 * covers none: it is verified by itself, and the clerk hands the thing over.
 */
function targets(terms: OfferTerms, lines: readonly BasketLine[]): number[] {
  const indexes = [...lines.keys()]
  const at = (index: number) => lines[index] as BasketLine
  if (terms.kind === 'shipping') return []
  if (!HANDS_OVER.includes(terms.kind)) return indexes.filter((index) => covers(terms, at(index)))
  if (terms.itemSku !== null) return indexes.filter((index) => at(index).sku === terms.itemSku)
  const named = terms.categories.length > 0 || terms.skus.length > 0
  return named ? indexes.filter((index) => covers(terms, at(index))) : []
}

/** The next piece of a line: pieces of one line differ by a fen at most, and all of them make the line. */
function pieceFen({ lines, left, freed }: Bill, index: number) {
  const { quantity, amountFen } = lines[index] as BasketLine
  const before = freed[index] ?? 0
  if (before >= quantity) return 0
  const upTo = (pieces: number) => Math.floor((amountFen * pieces) / quantity)
  return Math.min(upTo(before + 1) - upTo(before), left[index] ?? 0)
}

function freePiece(bill: Bill, indexes: readonly number[]): number[] {
  let best: { index: number; fen: number } | null = null
  for (const index of indexes) {
    const fen = pieceFen(bill, index)
    if (fen > (best?.fen ?? 0)) best = { index, fen }
  }
  return bill.lines.map((_, index) => (index === best?.index ? best.fen : 0))
}

function amountOff({ offFen, payPermille, offMaxFen, kind }: OfferTerms, leftFen: number) {
  if (kind === 'cash_off') return Math.min(offFen ?? 0, leftFen)
  const off = Math.floor((leftFen * (1000 - (payPermille ?? 1000))) / 1000)
  return offMaxFen === null ? off : Math.min(off, offMaxFen)
}

/** What one coupon takes off each line of what is left of the bill, in fen. */
function offByLine(terms: OfferTerms, bill: Bill): number[] {
  const indexes = targets(terms, bill.lines)
  if (HANDS_OVER.includes(terms.kind)) return freePiece(bill, indexes)
  const weights = bill.left.map((fen, index) => (indexes.includes(index) ? fen : 0))
  return share(amountOff(terms, sum(weights)), weights)
}

function take(bill: Bill, terms: OfferTerms): number[] {
  const byLine = offByLine(terms, bill)
  byLine.forEach((off, index) => {
    bill.left[index] = (bill.left[index] ?? 0) - off
    if (off > 0 && HANDS_OVER.includes(terms.kind)) bill.freed[index] = (bill.freed[index] ?? 0) + 1
  })
  return byLine
}

const billOf = (lines: readonly BasketLine[]): Bill => ({
  lines,
  left: lines.map(({ amountFen }) => amountFen),
  freed: lines.map(() => 0),
})

/**
 * Whether a coupon alone takes something off this basket, and how much in fen. The threshold is judged on what the coupon covers, after
 * the tier's discount and before other coupons. Refuses `coupon_below_threshold` (with `shortFen`, what is missing to it) and
 * `coupon_other_goods`.
 */
export function couldUse(lines: readonly BasketLine[], terms: OfferTerms): { ok: true; offFen: number } | OfferRefusal {
  if (targets(terms, lines).length === 0) return { ok: false, reason: 'coupon_other_goods' }
  const coveredFen = sum(lines.filter((line) => covers(terms, line)).map(({ amountFen }) => amountFen))
  if (coveredFen < terms.thresholdFen)
    return { ok: false, reason: 'coupon_below_threshold', shortFen: terms.thresholdFen - coveredFen }
  const offFen = sum(offByLine(terms, billOf(lines)))
  // Too little for a single fen, as 8.5 折 of 0.06: using the coupon up for it would be a loss.
  return offFen === 0 ? { ok: false, reason: 'coupon_below_threshold', shortFen: 1 } : { ok: true, offFen }
}

/** Whether these may share a bill: each once, one that stands alone by itself, and at most one of each group. */
function together(coupons: readonly Candidate[]): boolean {
  if (new Set(coupons.map(({ id }) => id)).size < coupons.length) return false
  const groups = coupons.map(({ terms }) => terms.stackGroup)
  return coupons.length <= 1 || (!groups.includes(null) && new Set(groups).size === groups.length)
}

const byTurn = (a: Candidate, b: Candidate) =>
  ORDER.indexOf(a.terms.kind) - ORDER.indexOf(b.terms.kind) || (a.terms.stackGroup ?? 0) - (b.terms.stackGroup ?? 0)

/**
 * Takes these coupons off a basket, in the fixed order: a free piece, then the share, then the amount. Answers what each takes off, in
 * all and by line, in fen: never more than is left on the lines that it covers. Refuses `coupon_not_together`, also when one would be
 * used up for nothing beside the others, and why one could not be used at all (`id` says which).
 */
export function applyCoupons(
  lines: readonly BasketLine[],
  candidates: readonly Candidate[],
):
  | { ok: true; offFen: number; coupons: Applied[] }
  | { ok: false; reason: 'coupon_not_together' }
  | (OfferRefusal & { id: string }) {
  for (const { id, terms } of candidates) {
    const alone = couldUse(lines, terms)
    if (!alone.ok) return { ...alone, id }
  }
  if (!together(candidates)) return { ok: false, reason: 'coupon_not_together' }
  const bill = billOf(lines)
  const coupons = [...candidates].sort(byTurn).map(({ id, terms }) => {
    const byLine = take(bill, terms)
    return { id, offFen: sum(byLine), byLine }
  })
  if (coupons.some(({ offFen }) => offFen === 0)) return { ok: false, reason: 'coupon_not_together' }
  return { ok: true, offFen: sum(coupons.map(({ offFen }) => offFen)), coupons }
}

type Ranked = Candidate & { alone: number }

const byEnd = (a: Candidate, b: Candidate) =>
  a.expiresAt.getTime() - b.expiresAt.getTime() || Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1)

/** Of coupons that do the same only the one that ends first can matter; one that does nothing here cannot. */
function thatMatter(lines: readonly BasketLine[], candidates: readonly Candidate[]): Ranked[] {
  const seen = new Set<string>()
  const ranked: Ranked[] = []
  for (const one of [...candidates].sort(byEnd)) {
    const alone = couldUse(lines, one.terms)
    const same = JSON.stringify(one.terms)
    if (!alone.ok || seen.has(same)) continue
    seen.add(same)
    ranked.push({ ...one, alone: alone.offFen })
  }
  return ranked
}

/** Every set that could share a bill: each alone, and one or none of each group. */
function setsOf(ranked: readonly Ranked[]): Ranked[][] {
  let sets: Ranked[][] = [[]]
  for (const group of [1, 2, 3]) {
    const members = ranked.filter(({ terms }) => terms.stackGroup === group)
    sets = sets.flatMap((set) => [set, ...members.map((one) => [...set, one])])
  }
  return [...ranked.filter(({ terms }) => terms.stackGroup === null).map((one) => [one]), ...sets.slice(1)]
}

const endsOf = (set: readonly Candidate[]) => [...set].sort(byEnd)

/** Fewer coupons first; of as many, those that end earlier. */
function isNicer(set: readonly Candidate[], than: readonly Candidate[]) {
  if (set.length !== than.length) return set.length < than.length
  const theirs = endsOf(than)
  for (const [index, one] of endsOf(set).entries()) {
    const order = byEnd(one, theirs[index] as Candidate)
    if (order !== 0) return order < 0
  }
  return false
}

/**
 * The set of coupons that takes most off a basket: exact, never worse than any single coupon. Of equals the one with fewer coupons, then
 * the one whose coupons end earlier. No coupon that helps: none, and 0 fen.
 */
export function bestCombination(
  lines: readonly BasketLine[],
  candidates: readonly Candidate[],
): { ids: string[]; offFen: number } {
  let best: { set: Ranked[]; offFen: number } = { set: [], offFen: 0 }
  for (const set of setsOf(thatMatter(lines, candidates))) {
    // Beside others a coupon takes off at most what it does alone, or a fen more where a second piece costs that.
    if (sum(set.map(({ alone }) => alone + 1)) < best.offFen) continue
    const applied = applyCoupons(lines, set)
    if (!applied.ok || applied.offFen < best.offFen) continue
    if (applied.offFen > best.offFen || isNicer(set, best.set)) best = { set, offFen: applied.offFen }
  }
  return { ids: best.set.map(({ id }) => id), offFen: best.offFen }
}
