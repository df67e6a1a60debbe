import type { Basket } from '@huitou/shared/purchase/bill-contract'
import { amountFenOf } from '../../kit/amount'

type Line = NonNullable<Basket['lines']>[number]

/** What a clerk typed in from the till: what it costs, or the goods; and the receipt's number. */
export type Ticket = { amount: string; lines: Line[]; receiptNo: string }

export const EMPTY_TICKET: Ticket = { amount: '', lines: [], receiptNo: '' }

const CATEGORY = '其他'

/** One kind of goods; null while something is missing. */
export function lineOf({ name, price, quantity }: { name: string; price: string; quantity: number }): Line | null {
  const eachFen = amountFenOf(price)
  if (name.trim() === '' || eachFen === null) return null
  return { name: name.trim(), category: CATEGORY, quantity, amountFen: eachFen * quantity }
}

/** What the server is told; null while it says no amount. The goods, where there are any, say what they cost. */
export function basketOf({ amount, lines }: Ticket): Basket | null {
  if (lines.length > 0) return { lines }
  const amountFen = amountFenOf(amount)
  return amountFen === null ? null : { amountFen }
}

export const totalFenOf = (ticket: Ticket) => {
  const basket = basketOf(ticket)
  if (!basket) return 0
  return basket.amountFen ?? (basket.lines ?? []).reduce((sum, line) => sum + line.amountFen, 0)
}

const RECEIPT = /^[\x21-\x7e]{1,40}$/

/** Whether a receipt's number can be taken: none, or visible letters and digits without gaps. */
export const receiptOk = (typed: string) => typed.trim() === '' || RECEIPT.test(typed.trim())
