import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'
import type { Day } from '@huitou/shared/kit/day'

dayjs.extend(utc)
dayjs.extend(timezone)

/** When a brand's day begins and where: 0 is midnight, 240 is four in the morning. */
export type DayRule = { zone: string; dayStartMinutes: number }

const numberOf = (date: dayjs.Dayjs): Day => date.year() * 10_000 + (date.month() + 1) * 100 + date.date()

/** The business day at an instant, and the instant at which it ends. */
export function businessDay(now: Date, { zone, dayStartMinutes }: DayRule): { day: Day; endsAt: Date } {
  const shifted = dayjs(now).tz(zone).subtract(dayStartMinutes, 'minute')
  const endsAt = shifted.startOf('day').add(1, 'day').add(dayStartMinutes, 'minute')
  return { day: numberOf(shifted), endsAt: endsAt.toDate() }
}

/** Minutes since midnight in a zone. */
export const minutesOfDay = (now: Date, zone: string) => {
  const local = dayjs(now).tz(zone)
  return local.hour() * 60 + local.minute()
}

/** As "11月29日 22:00", for sentences that the server writes. */
export const momentText = (at: Date, zone: string) => dayjs(at).tz(zone).format('M月D日 HH:mm')

export const dateText = (at: Date, zone: string) => dayjs(at).tz(zone).format('YYYY年M月D日')
