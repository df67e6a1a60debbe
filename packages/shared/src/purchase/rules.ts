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

/** An amount is taken from the lines by what is left of them. */
function byAmount(sold: readonly SoldLine[], amountFen: number): LineRefund[] {
  const parts = share(amountFen, sold.map(leftOf))
  return sold
    .map(({ line }, at) => ({ line, quantity: 0, amountFen: parts[at] ?? 0 }))
    .filter((one) => one.amountFen > 0)
}

/** How a refund falls on the lines. Never more than was paid, by whatever way and in however many parts. */
export function planRefund(
  sold: readonly SoldLine[],
  wanted: Wanted,
): Decision<{ amountFen: number; lines: LineRefund[] }, 'refund_too_much'> {
  const left = sold.reduce((sum, one) => sum + leftOf(one), 0)
  const isFree = sold.every((one) => one.paidFen === 0)
  const isUntouched = sold.every((one) => one.refundedQuantity === 0)
  // What cost nothing may have given points all the same: it can be taken back whole, once.
  if (left === 0 && !(isFree && isUntouched && wanted.by === 'whole')) return no('refund_too_much')
  if (wanted.by === 'amount' && wanted.amountFen > left) return no('refund_too_much')
  const lines =
    wanted.by === 'whole'
      ? sold.map((one) => ({ line: one.line, quantity: one.quantity - one.refundedQuantity, amountFen: leftOf(one) }))
      : wanted.by === 'lines'
        ? byLines(sold, wanted.lines)
        : byAmount(sold, wanted.amountFen)
  if (!lines) return no('refund_too_much')
  return { ok: true, amountFen: lines.reduce((sum, one) => sum + one.amountFen, 0), lines }
}
