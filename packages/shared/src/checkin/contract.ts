import * as z from 'zod/mini'
import { day, id, instant, month, points, scene } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { checkinOperatorApi } from './operator-contract'

const reward = z.object({ points, couponName: z.nullable(z.string()), growth: z.optional(points) })

const calendarDay = z.object({
  day,
  checkedIn: z.boolean(),
  /** The member also came to the store that day. */
  visited: z.boolean(),
  /** A special day's name, as "小雪" or "会员日". */
  mark: z.nullable(z.string()),
  /** What that day gave, or will give when the streak goes on; null for a past day without a check-in. */
  points: z.nullable(points),
  /** It was made up afterwards. */
  madeUp: z.optional(z.boolean()),
  /** A day since joining that is over without a check-in. */
  missed: z.optional(z.boolean()),
  /** It can be made up now, at this price in points. */
  makeUpPoints: z.optional(z.nullable(points)),
  /** A step that the day brings when the streak goes on, as "连签 7 天". */
  step: z.optional(z.nullable(z.string())),
})

const part = z.object({ label: z.string(), points })

/** What one check-in gave. The parts add up to `points`. */
export const checkInResult = z.object({
  day,
  streak: z.int(),
  points,
  parts: z.array(part),
  coupon: z.nullable(z.object({ id, name: z.string() })),
  balanceAfter: points,
  growth: z.optional(points),
  /** All coupons, and what each is for. */
  coupons: z.optional(z.array(z.object({ id, name: z.string(), what: z.string() }))),
})

const cycle = z.object({
  kind: z.enum(['none', 'week', 'month', 'days', 'run', 'campaign']),
  from: z.nullable(day),
  until: z.nullable(day),
})

const checkinMemberApi = {
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
      visit: z.object({
        points,
        doneToday: z.boolean(),
        /** Once a day, or once a day in each store. */
        per: z.optional(z.enum(['day', 'store'])),
        evidence: z.optional(z.enum(['printed', 'rotating'])),
      }),
      planName: z.optional(z.string()),
      cycle: z.optional(cycle),
      /** What today's points are made of, or were. */
      todayParts: z.optional(z.array(part)),
      /** Check-ins in the running cycle, and what a number of them brings. */
      cumulative: z.optional(
        z.object({ count: z.int(), steps: z.array(z.extend(reward, { count: z.int(), reached: z.boolean() })) }),
      ),
      /** The next step, if no day is missed until then; null when none is in sight. */
      nextReward: z.optional(z.nullable(z.extend(reward, { day, inDays: z.int(), label: z.string() }))),
      /** Days that can be made up, newest first, and what the next one costs; null where the plan offers none. */
      makeUp: z.optional(z.nullable(z.object({ left: z.int(), points, days: z.array(day) }))),
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
    combined: true,
    summary: 'Checks in for today. A second time the same day answers the first result (P2).',
    /** The day that the screen showed: it keeps a retry of yesterday’s tap apart from today’s. The server’s day is what counts. */
    input: z.object({ day: z.optional(day) }),
    output: checkInResult,
  },
  'checkin.makeUp': {
    kind: 'command',
    who: 'member',
    summary:
      'Makes up a past day of the running cycle, at its price in points. The streak becomes what it would have been, and steps that it reaches now are given once.',
    input: z.object({ day, pointsSeen: z.optional(points) }),
    output: z.extend(checkInResult, {
      /** What it cost. */
      price: points,
      /** The streak as it is now. */
      streakNow: z.int(),
    }),
  },
  'checkin.visitStore': {
    kind: 'command',
    who: 'member',
    summary: 'Earns the bonus for being in the store, through its code: once a day, or once a day in each store.',
    input: z.object({ scene }),
    output: z.object({ day, storeName: z.string(), points, balanceAfter: points }),
  },
  'checkin.storeCode': {
    kind: 'query',
    who: 'clerk',
    summary:
      'The code for the store’s screen, a new one each minute: scanned in the mini program it proves that somebody is there.',
    input: z.object({ storeId: id }),
    output: z.object({ scene, endsAt: instant }),
  },
} as const satisfies Contracts

export const checkinApi = { ...checkinMemberApi, ...checkinOperatorApi } as const satisfies Contracts

export type CheckInResult = z.infer<typeof checkInResult>
export type CalendarDay = z.infer<typeof calendarDay>
