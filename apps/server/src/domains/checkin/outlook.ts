import { firstMakeUpDay } from '@huitou/shared/checkin/make-up-rules'
import { cycleSpan, markOf, rewardOf, type Reward, type Who } from '@huitou/shared/checkin/plan-rules'
import { runningLength, type Streak } from '@huitou/shared/checkin/rules'
import { daysBetween, type Day } from '@huitou/shared/kit/day'
import type { MemberRow } from '#server/domains/member/entities'
import { memberById } from '#server/domains/member/member-of'
import type { Reader } from '#server/platform/db/tx'
import { tiersOf } from './check-in'
import type { CheckInRow } from './entities'
import { planOn, seasonOf, type InForce, type Season } from './in-force'
import { joinedDay } from './make-up'
import { countBefore, everCheckedIn, rowsSince, streakOf } from './queries'

/** Where a member stands today, and what each coming day would give if none were missed. */
export type Standing = Pick<Season, 'day' | 'endsAt'> & {
  plan: InForce
  planOn(day: Day): InForce
  streak: Streak | null
  joined: Day
  doneToday: boolean
  todayRow: CheckInRow | null
  /** Days with a check-in, as far back as any of this asks. */
  days: readonly Day[]
  /** How many check-ins the cycle of a day has by then, with today's and all until it. */
  countOn(day: Day): number
  promised(day: Day): Reward
  markOn(day: Day): string | null
}

/** As far back as the running cycle and the make-ups reach. */
function reachBack({ body }: InForce, today: Day): Day {
  const { from } = cycleSpan(body.cycle, today)
  return Math.min(today, from ?? today, firstMakeUpDay(body, today) ?? today)
}

type Facts = { season: Season; member: MemberRow; streak: Streak | null; rows: CheckInRow[]; before: number }

const countIn = ({ season, rows, before }: Facts, from: Day | null, day: Day) => {
  const past = rows.filter((row) => row.day < season.day && row.day <= day && row.day >= (from ?? 0)).length
  const first = Math.max(season.day, from ?? 0)
  const ahead = day < first ? 0 : daysBetween(first, day) + 1
  return past + ahead + (from === null ? before : 0)
}

/** How long the streak was, or will be, at the end of today if the member checks in. */
const lengthToday = (streak: Streak | null, day: Day) =>
  streak && streak.lastDay >= day ? streak.length : runningLength(streak, day) + 1

async function whoIs(read: Reader, member: MemberRow, plan: InForce, now: Date): Promise<Who> {
  const tierOf = await tiersOf(read, [{ member, plan }], now)
  return { birthday: member.birthday, tier: tierOf(member.id) }
}

/** Reads only. No page that somebody opens moves a streak. */
export async function standingOf(read: Reader, memberId: string, now: Date): Promise<Standing> {
  const season = await seasonOf(read, now)
  const { day, endsAt } = season
  const member = await memberById(read, memberId)
  const planFor = (on: Day) => planOn(season, on, member.tierLevel)
  const plan = planFor(day)
  const streak = await streakOf(read, memberId)
  const from = reachBack(plan, day)
  const rows = await rowsSince(read, memberId, from)
  const facts = { season, member, streak, rows, before: await countBefore(read, memberId, from) }
  const who = await whoIs(read, member, plan, now)
  const firstEver = streak === null && plan.body.first !== null && !(await everCheckedIn(read, memberId))
  const countOn = (on: Day) => countIn(facts, cycleSpan(planFor(on).body.cycle, on).from, on)
  const todayRow = rows.find((row) => row.day === day) ?? null
  return {
    day,
    endsAt,
    plan,
    planOn: planFor,
    streak,
    joined: await joinedDay(read, member),
    doneToday: streak !== null && streak.lastDay >= day,
    todayRow,
    days: rows.map((row) => row.day),
    countOn,
    promised: (on) =>
      rewardOf(planFor(on).body, {
        ...who,
        day: on,
        length: lengthToday(streak, day) + daysBetween(day, on),
        count: countOn(on),
        first: firstEver && on === day,
      }),
    markOn: (on) => markOf(planFor(on).body, on, member.birthday)?.name ?? null,
  }
}
