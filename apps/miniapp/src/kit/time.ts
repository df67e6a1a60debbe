import { addDays, daysBetween, type Day, weekdayOf } from '@huitou/shared/kit/day'

/**
 * Times in words, in the brand's zone. WeChat has no reliable Intl, so the zone is plain arithmetic: mainland China has one, without summer
 * time. Which day is today always comes from the server.
 */
const ZONE_MS = 8 * 3_600_000
const MINUTE_MS = 60_000
const EVENING_FROM_HOUR = 18

const two = (value: number) => String(value).padStart(2, '0')

const localOf = (instant: string, shiftMs = 0) => {
  const at = new Date(new Date(instant).getTime() + ZONE_MS + shiftMs)
  const day: Day = at.getUTCFullYear() * 10_000 + (at.getUTCMonth() + 1) * 100 + at.getUTCDate()
  return { day, hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() }
}

const yearOf = (day: Day) => Math.floor(day / 10_000)

/** 11月29日; with the year when it is not `today`'s. */
export const dayText = (day: Day, today?: Day) => {
  const text = `${Math.floor(day / 100) % 100}月${day % 100}日`
  return today !== undefined && yearOf(today) !== yearOf(day) ? `${yearOf(day)}年${text}` : text
}

/** 周日 … 周六 */
export const weekdayText = (day: Day) => `周${'日一二三四五六'[weekdayOf(day)] ?? ''}`

/** 22:00 */
export const clockText = (instant: string) => {
  const { hour, minute } = localOf(instant)
  return `${two(hour)}:${two(minute)}`
}

const dayWord = (day: Day, hour: number, today: Day) => {
  if (day === today) return hour >= EVENING_FROM_HOUR ? '今晚' : '今天'
  if (day === addDays(today, 1)) return '明天'
  if (day === addDays(today, -1)) return '昨天'
  return dayText(day, today)
}

/** 今晚 22:00, 今天 09:52, 明天 10:00, 11月29日 22:00 */
export const momentText = (instant: string, today: Day) => {
  const { day, hour } = localOf(instant)
  return `${dayWord(day, hour, today)} ${clockText(instant)}`
}

/** The day on which an instant falls, for the brand. */
export const dayOf = (instant: string): Day => localOf(instant).day

/**
 * Until when something holds: 今晚 22:00, 明天 24:00, else only the day. An end at midnight belongs to the day that it closes.
 */
export const endText = (instant: string, today: Day) => {
  const last = localOf(instant, -1)
  const midnight = last.hour === 23 && last.minute === 59
  const word = dayWord(last.day, last.hour, today)
  const near = last.day === today || last.day === addDays(today, 1)
  return near ? `${word} ${midnight ? '24:00' : clockText(instant)}` : word
}

/** Whole days from `today` until the day on which it ends: 0 for today. */
export const daysLeft = (instant: string, today: Day) => daysBetween(today, localOf(instant, -1).day)

/** 2:59, or 02:20:08 from an hour on. Never below zero. */
export const countdownText = (leftMs: number) => {
  const seconds = Math.max(0, Math.floor(leftMs / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${two(hours)}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** 刚刚, 8 分钟前, 3 小时前, 2 天前 */
export const agoText = (instant: string, nowMs: number) => {
  const minutes = Math.floor((nowMs - new Date(instant).getTime()) / MINUTE_MS)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} 小时前`
  return `${Math.floor(minutes / 60 / 24)} 天前`
}
