import { no, type Decision } from '../kit/decision'
import { share } from '../kit/share'

/** How far back a purchase may be recorded, and how far a till's clock may be ahead. */
export const BACK_DAYS = 30
export const AHEAD_MS = 5 * 60_000

const DAY_MS = 86_400_000

/** Whether a purchase that is said to have happened at `at` may be recorded at `now`. */
export function judgeMoment(at: Date, now: Date): Decision<object, 'purchase_in_future' | 'purchase_too_old'> {
  if (at.getTime() > now.getTime() + AHEAD_MS) return no('purchase_in_future')
  return at.getTime() < now.getTime() - BACK_DAYS * DAY_MS ? no('purchase_too_old') : { ok: true }
}

export type SoldLine = {
  line: number
  quantity: number
  paidFen: number
  refundedQuantity: number
  refundedFen: number
  /** How many points paid a part of it. */
  points: number
}

export type Wanted =
  | { by: 'whole' }
  | { by: 'lines'; lines: { line: number; quantity: number }[] }
  | { by: 'amount'; amountFen: number }

/** What one refund takes from each line. */
export type LineRefund = { line: number; quantity: number; amountFen: number }

const leftOf = ({ paidFen, refundedFen }: SoldLine) => paidFen - refundedFen

/** What so many more pieces cost: the last piece takes what is left, so that the pieces add up to the line. */
function pieces(sold: SoldLine, quantity: number): number {
  const returned = sold.refundedQuantity + quantity
  if (returned >= sold.quantity) return leftOf(sold)
  const [due = 0] = share(sold.paidFen, [returned, sold.quantity - returned])
  const [before = 0] = share(sold.paidFen, [sold.refundedQuantity, sold.quantity - sold.refundedQuantity])
  return Math.min(due - before, leftOf(sold))
}

function byLines(sold: readonly SoldLine[], lines: readonly { line: number; quantity: number }[]): LineRefund[] | null {
  const refunds: LineRefund[] = []
  for (const { line, quantity } of lines) {
    const one = sold.find((row) => row.line === line)
    if (!one || one.refundedQuantity + quantity > one.quantity || refunds.some((done) => done.line === line))
      return null
    refunds.push({ line, quantity, amountFen: pieces(one, quantity) })
  }
  return refunds
}

/** Nothing of it is left to give back: the money, or of what cost none, the pieces. */
const isDone = ({ paidFen, refundedFen, quantity, refundedQuantity }: SoldLine) =>
  paidFen > 0 ? refundedFen >= paidFen : refundedQuantity >= quantity

const restOf = (one: SoldLine): LineRefund => ({
  line: one.line,
  quantity: one.quantity - one.refundedQuantity,
  amountFen: leftOf(one),
})

/** An amount is taken from the lines by what is left of them. All the money takes what cost none with it. */
function byAmount(sold: readonly SoldLine[], amountFen: number, left: number): LineRefund[] {
  const parts = share(amountFen, sold.map(leftOf))
  const free = amountFen === left ? sold.filter((one) => one.paidFen === 0 && !isDone(one)).map(restOf) : []
  const paid = sold.map(({ line }, at) => ({ line, quantity: 0, amountFen: parts[at] ?? 0 }))
  return [...paid.filter((one) => one.amountFen > 0), ...free]
}

/** The lines as they stand after a refund. */
export const refunded = <Line extends SoldLine>(sold: readonly Line[], refunds: readonly LineRefund[]): Line[] =>
  sold.map((row) => {
    const part = refunds.find((one) => one.line === row.line)
    return {
      ...row,
      refundedFen: row.refundedFen + (part?.amountFen ?? 0),
      refundedQuantity: row.refundedQuantity + (part?.quantity ?? 0),
    }
  })

/**
 * How far the lines are given back. `isWhole`: everything is, so that what was used on them comes back too. `points`: how many of those
 * that paid a part have to have come back by now; a refund returns the difference to what came back before, so parts in any order and
 * size add up to all of them.
 */
export const standOf = (sold: readonly SoldLine[]): { isWhole: boolean; points: number } => ({
  isWhole: sold.every(isDone),
  points: sold.reduce((sum, one) => sum + pointsBack(one), 0),
})

function pointsBack(one: SoldLine): number {
  if (isDone(one)) return one.points
  const [done, whole] = one.paidFen > 0 ? [one.refundedFen, one.paidFen] : [one.refundedQuantity, one.quantity]
  return share(one.points, [done, whole - done])[0] ?? 0
}

/** How a refund falls on the lines. Never more than was paid, by whatever way and in however many parts. */
export function planRefund(
  sold: readonly SoldLine[],
  wanted: Wanted,
): Decision<{ amountFen: number; lines: LineRefund[] }, 'refund_too_much'> {
  const left = sold.reduce((sum, one) => sum + leftOf(one), 0)
  // What cost nothing may have given points, or have cost points: it can be taken back all the same, once.
  if (sold.every(isDone)) return no('refund_too_much')
  if (wanted.by === 'amount' && wanted.amountFen > left) return no('refund_too_much')
  const lines =
    wanted.by === 'whole'
      ? sold.map(restOf)
      : wanted.by === 'lines'
        ? byLines(sold, wanted.lines)
        : byAmount(sold, wanted.amountFen, left)
  if (!lines) return no('refund_too_much')
  return { ok: true, amountFen: lines.reduce((sum, one) => sum + one.amountFen, 0), lines }
}
