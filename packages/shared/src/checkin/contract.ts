import * as z from 'zod/mini'
import { day, id, instant, month, points, scene } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const reward = z.object({ points, couponName: z.nullable(z.string()) })

const calendarDay = z.object({
  day,
  checkedIn: z.boolean(),
  /** The member also came to the store that day. */
  visited: z.boolean(),
  /** A special day's name, as "小雪" or "会员日". */
  mark: z.nullable(z.string()),
  /** What that day gave, or will give when the streak goes on; null for a past day without a check-in. */
  points: z.nullable(points),
})

/** What one check-in gave. The parts add up to `points`. */
export const checkInResult = z.object({
  day,
  streak: z.int(),
  points,
  parts: z.array(z.object({ label: z.string(), points })),
  coupon: z.nullable(z.object({ id, name: z.string() })),
  balanceAfter: points,
})

export const checkinApi = {
  'checkin.status': {
    kind: 'query',
    who: 'member',
    summary: 'Today, the streak, the ladder and the store bonus. Clients never compute days: they use these.',
    input: z.object({}),
    output: z.object({
      today: day,
      dayEndsAt: instant,
      checkedInToday: z.boolean(),
      streak: z.int(),
      /** What checking in today gives (or gave). */
      todayReward: reward,
      tomorrowReward: reward,
      todayMark: z.nullable(z.string()),
      /** The steps of the ladder; `reached` in the running streak. */
      ladder: z.array(z.extend(reward, { streakDays: z.int(), reached: z.boolean() })),
      visit: z.object({ points, doneToday: z.boolean() }),
    }),
  },
  'checkin.calendar': {
    kind: 'query',
    who: 'member',
    summary: 'One month, with what each day gave or will give.',
    input: z.object({ month }),
    output: z.object({ month, today: day, days: z.array(calendarDay) }),
  },
  'checkin.checkIn': {
    kind: 'command',
    who: 'member',
    summary: 'Checks in for today. A second time the same day answers the first result (P2).',
    /** The day that the screen showed: it keeps a retry of yesterday’s tap apart from today’s. The server’s day is what counts. */
    input: z.object({ day: z.optional(day) }),
    output: checkInResult,
  },
  'checkin.visitStore': {
    kind: 'command',
    who: 'member',
    summary: 'Earns the bonus for being in the store, through its code, once a day.',
    input: z.object({ scene }),
    output: z.object({ day, storeName: z.string(), points, balanceAfter: points }),
  },
} as const satisfies Contracts

export type CheckInResult = z.infer<typeof checkInResult>
export type CalendarDay = z.infer<typeof calendarDay>
