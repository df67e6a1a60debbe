import type { NetLine, Quote } from '@huitou/shared/purchase/quote-rules'
import { Members } from '#server/domains/member/entities'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Bills, type BillRow, type LineFigures } from './entities'

export const billById = async (read: Reader, id: string): Promise<BillRow> =>
  found(await read.findOne(Bills, { where: { id } }))

/** Locks the member, who may have left since, and then the bill. */
export async function lockBill(tx: Tx, id: string): Promise<BillRow> {
  const { memberId } = await billById(tx, id)
  await tx.findOne(Members, { where: { id: memberId }, ...forUpdate(tx) })
  return found(await tx.findOne(Bills, { where: { id }, ...forUpdate(tx) }))
}

const figuresOf = ({ tierFen, couponFen, offsetFen, points, paidFen }: NetLine): LineFigures => ({
  ...{ tierFen, couponFen, offsetFen, points, paidFen },
})

/** A quote as a bill keeps it: beside its basket, so that a hundred long names are not kept twice. */
export const kept = (quote: Quote): BillRow['quote'] => ({ ...quote, lines: quote.lines.map(figuresOf) })

/** The quote that a bill was opened with. */
export const quoteOf = ({ basket, quote }: BillRow): Quote => ({
  ...quote,
  lines: basket.flatMap((line, at) => {
    const figures = quote.lines[at]
    return figures ? [{ ...line, ...figures }] : []
  }),
})

/** Coupons or points of the member's are in it, and nobody has seen a code of theirs. */
export const needsYes = ({ mustAgree, quote }: BillRow) => mustAgree && (quote.couponIds.length > 0 || quote.points > 0)

/** How long what became of a bill stays on the member's screen. */
const SHOWN_AFTER_MS = 2 * 60_000

/** The member's newest bill, while it waits and for a moment after; null then. Along (member, id). */
export async function billOnScreen(read: Reader, memberId: string, now: Date): Promise<BillRow | null> {
  const newest = await read.findOne(Bills, { where: { memberId }, order: { id: 'DESC' } })
  if (!newest) return null
  const end = newest.endedAt ?? newest.endsAt
  return end.getTime() + SHOWN_AFTER_MS > now.getTime() ? newest : null
}
