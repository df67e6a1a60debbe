import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone.js'
import utc from 'dayjs/plugin/utc.js'
import type { Day } from '@huitou/shared/kit/day'

dayjs.extend(utc)
dayjs.extend(timezone)

/** When a brand's day begins and where: 0 is midnight, 240 is four in the morning. */
export type DayRule = { zone: string; dayStartMinutes: number }

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Every zone changes its offset at a quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS
const KNOWN_MAX = 2_000

const known = new Map<string, number>()

/** How far a zone is ahead of UTC. Asking the zone database takes 0.3 ms, and the same quarter of an hour is asked for by everybody. */
function offsetMs(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER_MS)
  const name = `${zone}/${quarter}`
  const before = known.get(name)
  if (before !== undefined) return before
  const offset =
    dayjs(quarter * QUARTER_MS)
      .tz(zone)
      .utcOffset() * MINUTE_MS
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(name, offset)
  return offset
}

const numberOf = (ms: number): Day => {
  const date = new Date(ms)
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate()
}

/** The business day at an instant, and the instant at which it ends. */
export function businessDay(now: Date, { zone, dayStartMinutes }: DayRule): { day: Day; endsAt: Date } {
  const startMs = dayStartMinutes * MINUTE_MS
  const local = now.getTime() + offsetMs(now.getTime(), zone) - startMs
  const localEnd = (Math.floor(local / DAY_MS) + 1) * DAY_MS + startMs
  const roughly = localEnd - offsetMs(now.getTime(), zone)
  // Between now and the end the clocks may change.
  return { day: numberOf(local), endsAt: new Date(localEnd - offsetMs(roughly, zone)) }
}

/** Minutes since midnight in a zone. */
export const minutesOfDay = (now: Date, zone: string) => {
  const local = now.getTime() + offsetMs(now.getTime(), zone)
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / MINUTE_MS)
}

/** As "11月29日 22:00", for sentences that the server writes. */
export const momentText = (at: Date, zone: string) => dayjs(at).tz(zone).format('M月D日 HH:mm')

/** As "2026年11月29日 22:00": in this form WeChat takes a time in a message. */
export const stampText = (at: Date, zone: string) => dayjs(at).tz(zone).format('YYYY年M月D日 HH:mm')

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** From when until when, as "12月6日 周日 14:00–16:00", or with both days where it ends on another. */
export function spanText(from: Date, until: Date, zone: string) {
  const [start, end] = [dayjs(from).tz(zone), dayjs(until).tz(zone)]
  const begins = `${start.format('M月D日')} ${WEEKDAYS[start.day()] ?? ''} ${start.format('HH:mm')}`
  return start.isSame(end, 'day') ? `${begins}–${end.format('HH:mm')}` : `${begins} 至 ${end.format('M月D日 HH:mm')}`
}

/** Until when, for an end that is not included: what ends at midnight is told as 23:59 of the day that it closes. */
export const untilText = (endsAt: Date, zone: string) => momentText(new Date(endsAt.getTime() - 1), zone)

export const dateText = (at: Date, zone: string) => dayjs(at).tz(zone).format('YYYY年M月D日')

/** The instant at which clocks of a zone show so many minutes after the midnight that begins a date; more than a day's are the next date's. */
export function instantOf(date: Day, minutes: number, zone: string): Date {
  const midnight = Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, date % 100)
  const local = midnight + minutes * MINUTE_MS
  const roughly = local - offsetMs(local, zone)
  return new Date(local - offsetMs(roughly, zone))
}

/** The instant at which a business day is over. */
export const endOfDay = (day: Day, { zone, dayStartMinutes }: DayRule): Date =>
  instantOf(day, DAY_MS / MINUTE_MS + dayStartMinutes, zone)
