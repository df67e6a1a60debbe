import type { Input, Output } from '@huitou/shared/api'

export type Way = Input<'counter.refund'>['what']
type Sold = Pick<Output<'counter.purchase'>, 'purchase' | 'lines'>

/** What has not been given back yet. */
export const leftFenOf = ({ purchase }: Pick<Sold, 'purchase'>) => purchase.paidFen - purchase.refundedFen

/** What so much of one line is about worth; the server says it to the fen. */
const pieceFen = (line: Sold['lines'][number], quantity: number) => {
  const left = line.quantity - line.refundedQuantity
  return left === 0 ? 0 : Math.round(((line.paidFen - line.refundedFen) * quantity) / left)
}

/** What a refund gives back, in fen; null while nothing, or more than is left, is chosen. */
export function refundFen(sold: Sold, way: Way): number | null {
  if (way.by === 'whole') return leftFenOf(sold)
  if (way.by === 'amount') return way.amountFen > 0 && way.amountFen <= leftFenOf(sold) ? way.amountFen : null
  const parts = way.lines.flatMap(({ line, quantity }) => {
    const row = sold.lines.find((one) => one.line === line)
    return row ? [pieceFen(row, quantity)] : []
  })
  return parts.length === 0 ? null : parts.reduce((sum, fen) => sum + fen, 0)
}
