import type { Day } from '@huitou/shared/kit/day'

const two = (value: number) => String(value).padStart(2, '0')

/** 19950108 → "1995-01-08", as the date picker takes it. */
export const dateValue = (day: Day) =>
  `${Math.floor(day / 10_000)}-${two(Math.floor(day / 100) % 100)}-${two(day % 100)}`

/** "1995-01-08" → 19950108 */
export const dayOfValue = (value: string): Day => Number(value.replace(/-/g, ''))

/** 1995年1月8日 */
export const dateText = (day: Day) => `${Math.floor(day / 10_000)}年${Math.floor(day / 100) % 100}月${day % 100}日`
