/** "36.5" → 3650 fen; null for what is no price, nothing, or more than ten million yuan. */
export const amountFenOf = (typed: string): number | null => {
  const match = /^(\d{1,8})(?:\.(\d{0,2}))?$/.exec(typed)
  if (!match) return null
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return fen > 0 && fen <= 1_000_000_000 ? fen : null
}

const INTEGER_MAX = 7

/** A price after one more key of a number pad; a key that would make none of it changes nothing. */
export const typedAmount = (typed: string, key: string) => {
  if (key === 'back') return typed.slice(0, -1)
  const next = typed === '0' && key !== '.' ? key : `${typed === '' && key === '.' ? '0' : typed}${key}`
  return /^\d+(\.\d{0,2})?$/.test(next) && (next.split('.')[0] ?? '').length <= INTEGER_MAX ? next : typed
}
