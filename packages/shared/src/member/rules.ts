import { no, type Decision } from '../kit/decision'
import { addDays, isDay, type Day } from '../kit/day'

const BIRTHDAY_LOCK_DAYS = 365
const OLDEST_YEARS = 120

/**
 * Whether a birthday may be set. Once set it stays for a year, so that nobody has several a year; taking it back (null) is always
 * allowed.
 */
export function judgeBirthday(
  next: Day | null,
  { current, changedDay, today }: { current: Day | null; changedDay: Day | null; today: Day },
): Decision<{ birthday: Day | null }, 'birthday_invalid' | 'birthday_locked'> {
  if (next === null || next === current) return { ok: true, birthday: next }
  if (!isBirthday(next, today)) return no('birthday_invalid')
  if (changedDay !== null && today < addDays(changedDay, BIRTHDAY_LOCK_DAYS)) return no('birthday_locked')
  return { ok: true, birthday: next }
}

const isBirthday = (day: Day, today: Day) => {
  const isOld = Math.floor(day / 10_000) < 2000
  // Days before 2000 lie outside of `isDay`; the same date 400 years later exists exactly when this one does.
  return isDay(isOld ? day + 4_000_000 : day) && day <= today && day >= today - OLDEST_YEARS * 10_000
}
