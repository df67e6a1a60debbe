import { WEEKDAYS, type Choice } from '../fact-rules'
import type { EarnUnit, MinuteSpan, Scope } from '../rules'

/** The same thing said in both languages. */
export type Words = { zh: string; en: string }

/** What the server knows by name, and a rule by number. `moment` writes an instant in the brand's zone. */
export type Names = {
  stores: { [id: string]: string }
  tiers: { [level: string]: string }
  templates: { [id: string]: string }
  /** Which days are member days; null where the rules name none. */
  memberDay: Words | null
  moment: (at: string) => Words
}

export const words = (zh: string, en: string): Words => ({ zh, en })

/** Puts pieces together; empty ones leave no separator behind. */
export const joined = (pieces: readonly (Words | null)[], zh: string, en: string): Words => {
  const said = pieces.filter((piece): piece is Words => piece !== null && piece.zh !== '')
  return { zh: said.map((piece) => piece.zh).join(zh), en: said.map((piece) => piece.en).join(en) }
}

/** Yuan without needless zeros: 100 fen are "1", 1050 are "10.5". */
export const yuan = (fen: number) => String(fen / 100)

export const money = (fen: number): Words => words(`${yuan(fen)} 元`, `¥${yuan(fen)}`)

/** A factor: 2000 is double. */
export const timesOf = (permille: number): Words =>
  permille === 2000 ? words('双倍', 'double') : words(`${permille / 1000} 倍`, `${permille / 1000} times the`)

/** So many of a unit: "1 积分", "1 point". */
export const amountWords = (amount: number, unit: EarnUnit): Words =>
  unit === 'growth'
    ? words(`${amount} 成长值`, `${amount} growth`)
    : words(`${amount} 积分`, `${amount} ${amount === 1 ? 'point' : 'points'}`)

export const unitOf = (unit: EarnUnit): Words =>
  unit === 'points' ? words('积分', 'points') : words('成长值', 'growth')

const two = (value: number) => String(value).padStart(2, '0')
export const clock = (minute: number) => `${two((minute - (minute % 60)) / 60)}:${two(minute % 60)}`
export const spanOf = ({ from, until }: MinuteSpan) => `${clock(from)}–${clock(until)}`

const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const dateOf = (day: number): Words => {
  const [year, month, date] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100]
  return words(`${year}年${month}月${date}日`, `${date} ${EN_MONTHS[month - 1] ?? ''} ${year}`)
}

/** Monday first, as people count. */
export const weekdaysOf = (days: readonly number[]): Words => {
  const named = WEEKDAYS.filter((one) => days.indexOf(Number(one.value)) >= 0)
  const [first, last] = [named[0], named[named.length - 1]]
  const isRun =
    named.length > 2 && WEEKDAYS.indexOf(last as Choice) - WEEKDAYS.indexOf(first as Choice) === named.length - 1
  if (first && last && isRun) return words(`每${first.zh}至${last.zh}`, `every ${first.en} to ${last.en}`)
  return words(`每${named.map((one) => one.zh).join('、')}`, `every ${named.map((one) => one.en).join(', ')}`)
}

export const monthDaysOf = (days: readonly number[]): Words => {
  const list = [...days].sort((a, b) => a - b)
  return words(`每月 ${list.join('、')} 日`, `on day ${list.join(', ')} of each month`)
}

/** The goods that a scope is about. */
export function scopeOf(scope: Scope | undefined): Words | null {
  if (!scope) return null
  const named = [...(scope.categories ?? []), ...(scope.skus ?? [])]
  return scope.except
    ? words(`${named.join('、')}以外的商品`, `anything but ${named.join(', ')}`)
    : words(named.join('、'), named.join(', '))
}
