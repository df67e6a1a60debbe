/** A calendar day of the brand's business, as the whole number yyyymmdd (20261122). Days compare as numbers. */
export type Day = number
/** A calendar month as the whole number yyyymm (202611). */
export type Month = number

const DAY_MS = 86_400_000

const utcOf = (day: Day) => Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100)

const dayOfUtc = (ms: number): Day => {
  const date = new Date(ms)
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
}

/** True when the number names a day that exists (20260230 does not), between the years 2000 and 2999. */
export const isDay = (day: number) =>
  Number.isSafeInteger(day) && day >= 20_000_101 && day <= 29_991_231 && dayOfUtc(utcOf(day)) === day

/** The day `count` days after (before when negative). */
export const addDays = (day: Day, count: number): Day => dayOfUtc(utcOf(day) + count * DAY_MS)

/** How many days lie from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day) => Math.round((utcOf(to) - utcOf(from)) / DAY_MS)

/** 0 for Sunday … 6 for Saturday. */
export const weekdayOf = (day: Day) => new Date(utcOf(day)).getUTCDay()

export const monthOf = (day: Day): Month => Math.floor(day / 100)

/** The month `count` months after (before when negative). */
export const addMonths = (month: Month, count: number): Month => {
  const index = Math.floor(month / 100) * 12 + (month % 100) - 1 + count
  return Math.floor(index / 12) * 100 + (index % 12) + 1
}

/** Every day of the month, first to last. */
export const daysOfMonth = (month: Month): Day[] => {
  const first = month * 100 + 1
  const length = daysBetween(first, addMonths(month, 1) * 100 + 1)
  return Array.from({ length }, (_, index) => first + index)
}
