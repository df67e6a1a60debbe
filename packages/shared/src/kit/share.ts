const isWhole = (value: number) => Number.isSafeInteger(value) && value >= 0

/**
 * `a` × `b` ÷ `by`, whole and exact, where the product itself is more than a number holds: bit by bit, as on paper. Phones of 2019 know
 * no bigger integers.
 */
function timesOver(a: number, b: number, by: number): { quotient: number; remainder: number } {
  let quotient = 0
  let remainder = 0
  for (const bit of a.toString(2)) {
    const doubled = remainder * 2 + (bit === '1' ? b % by : 0)
    quotient = quotient * 2 + (bit === '1' ? Math.floor(b / by) : 0) + Math.floor(doubled / by)
    remainder = doubled % by
  }
  return { quotient, remainder }
}

/**
 * Shares a whole `total` out by `weights`, by the largest remainder: the parts are whole, add up to the total exactly, and each is
 * within 1 of its exact share. Of equal remainders the earlier one goes first. With no weight at all the first takes everything. Refunds
 * by line rest on this: the parts of the parts are the whole.
 */
export function share(total: number, weights: readonly number[]): number[] {
  if (!isWhole(total) || !weights.every(isWhole)) throw new Error('share takes whole numbers of zero or more')
  if (weights.length === 0 && total > 0) throw new Error('nobody to share with')
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum === 0) return weights.map((_, index) => (index === 0 ? total : 0))
  const exact = weights.map((weight, index) => ({ index, ...timesOver(total, weight, sum) }))
  const left = total - exact.reduce((all, { quotient }) => all + quotient, 0)
  const first = [...exact].sort((a, b) => b.remainder - a.remainder || a.index - b.index).slice(0, left)
  const oneMore = new Set(first.map(({ index }) => index))
  return exact.map(({ index, quotient }) => quotient + (oneMore.has(index) ? 1 : 0))
}
