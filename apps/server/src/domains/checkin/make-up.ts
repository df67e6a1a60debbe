import type { Input } from '@huitou/shared/api'
import {
  firstMakeUpDay,
  judgeMakeUp,
  makeUpReward,
  mend,
  mendedStreak,
  type DayRow as KnownDay,
  type Mended,
} from '@huitou/shared/checkin/make-up-rules'
import { cycleSpan, ladderPosition, type Bonus, type Plan } from '@huitou/shared/checkin/plan-rules'
import { addDays, daysBetween, type Day } from '@huitou/shared/kit/day'
import { lockMember } from '#server/domains/member/member-of'
import type { MemberRow } from '#server/domains/member/entities'
import type { Operation } from '#server/domains/points/operations'
import { post } from '#server/domains/points/post'
import { balanceOf } from '#server/domains/points/queries'
import { brandOf } from '#server/domains/store/queries'
import { climb } from '#server/domains/tier/climb'
import { businessDay } from '#server/platform/business-day'
import type { Reader, Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, mustBe } from '#server/platform/refused'
import { tiersOf } from './check-in'
import { CheckIns, Streaks, type CheckInRow } from './entities'
import { planOn, seasonOf, type Season } from './in-force'
import { countBefore, makeUpsSince, presentDay, rowsSince, streakOf, wasHereBefore } from './queries'
import { desk, earnedBy, issueVouchers } from './reward'

type Known = { rows: KnownDay[]; before: number; plan: ReturnType<typeof planOn>; planOn(day: Day): Plan }

/** Rows from before steps were kept had at most their plan's one step. */
const stepOf = ({ day, streak }: Pick<CheckInRow, 'day' | 'streak'>, { cycle, ladder }: Plan): Bonus[] => {
  const position = ladderPosition(cycle, day, streak)
  return ladder.filter((step) => step.streakDays === position).map((step) => ({ kind: 'ladder', at: step.streakDays }))
}

/** The beginnings of the cycles in which the days from `day` to today lie. */
const cycleStarts = (planFor: (day: Day) => Plan, day: Day, today: Day) =>
  Array.from({ length: Math.max(0, daysBetween(day, today)) + 1 }, (_, index) => addDays(day, index))
    .map((one) => cycleSpan(planFor(one).cycle, one).from)
    .filter((from): from is Day => from !== null)

/** A member's days as the rules need them: back to where the earliest of their cycles begins, and the day before. */
async function knownDays(read: Reader, member: MemberRow, day: Day, season: Season): Promise<Known> {
  const plan = planOn(season, season.day, member.tierLevel)
  // Whoever asks for a day of long ago is refused before anything is read for it.
  const first = firstMakeUpDay(plan.body, season.day)
  if (first === null || day < first) return { rows: [], before: 0, plan, planOn: () => plan.body }
  const planFor = (on: Day) => planOn(season, on, member.tierLevel).body
  const from = Math.min(addDays(day, -1), ...cycleStarts(planFor, day, season.day))
  const rows = await rowsSince(read, member.id, from)
  const byDay = new Map(rows.map((row) => [row.day, season.versions.find((one) => one.id === row.planId)?.body]))
  const planOfDay = (on: Day) => byDay.get(on) ?? planFor(on)
  return {
    rows: rows.map((row) => presentDay(row, () => stepOf(row, planOfDay(row.day)))),
    before: await countBefore(read, member.id, from),
    plan,
    planOn: planOfDay,
  }
}

/** How many make-ups count against the limit of the running cycle. Without a cycle, those within reach of one. */
export async function makeUpsUsed(read: Reader, memberId: string, plan: Plan, today: Day): Promise<number> {
  const from = cycleSpan(plan.cycle, today).from ?? addDays(today, -(plan.makeUp?.daysBack ?? 0))
  return makeUpsSince(read, memberId, from)
}

export const joinedDay = async (read: Reader, { joinedAt }: Pick<MemberRow, 'joinedAt'>): Promise<Day> =>
  businessDay(joinedAt, await brandOf(read)).day

async function judge(tx: Tx, member: MemberRow, day: Day, season: Season, known: Known): Promise<number> {
  const plan = known.plan.body
  const done = known.rows.some((row) => row.day === day)
  const used = await makeUpsUsed(tx, member.id, plan, season.day)
  const joined = await joinedDay(tx, member)
  const { price } = mustBe(judgeMakeUp({ plan, day, today: season.day, joined, done, used }))
  if (await wasHereBefore(tx, member.id, day)) throw new Refused('already_done')
  return price
}

type Settled = { member: MemberRow; day: Day; price: number; known: Known; mended: Mended }

/** Takes the price and gives what the plan gives, in one go; then the coupons. */
async function settle(tx: Tx, { member, day, price, known, mended }: Settled, season: Season) {
  const { now } = season
  const memberId = member.id
  const key = `${memberId}:${day}`
  const tierOf = await tiersOf(tx, [{ member, plan: known.plan }], now)
  const who = { birthday: member.birthday, tier: tierOf(memberId) }
  const reward = makeUpReward({ plan: known.plan.body, planOn: known.planOn, day, mended, who })
  const what = { memberId, tierLevel: member.tierLevel, plan: known.plan, reward, reason: '补签', key }
  const cost: Operation[] =
    price > 0
      ? [
          {
            kind: 'spend',
            memberId,
            unit: 'points',
            points: price,
            sourceKey: `make-up:${key}`,
            reason: '补签',
            source: `${known.plan.name} v${known.plan.version}`,
            actor: `member:${memberId}`,
          },
        ]
      : []
  const operationsFor = await desk(tx, now, season.day)
  const outcomes = await post(tx, [...cost, ...(await operationsFor(what))], now)
  const posted = outcomes.map((outcome) => mustBe(outcome))
  const paid = price > 0 ? posted[0] : undefined
  const earned = reward.points > 0 ? posted[cost.length] : undefined
  if (reward.growth > 0) await climb(tx, memberId, now)
  const vouchers = (await issueVouchers(tx, [what], now)).get(memberId) ?? []
  return {
    ...earnedBy(reward, earned),
    growth: reward.growth,
    bonuses: reward.bonuses,
    vouchers,
    couponId: vouchers.find((one) => one.couponId !== null)?.couponId ?? null,
    priceTxnId: paid?.txnId ?? null,
    balanceAfter: earned?.balanceAfter ?? paid?.balanceAfter ?? (await balanceOf(tx, memberId, 'points', now)),
  }
}

/** The days after it in the same run are further along now. */
async function lengthen(tx: Tx, memberId: string, { lengths }: Mended) {
  for (const { day, length } of lengths.slice(1)) await tx.update(CheckIns, { memberId, day }, { run: length })
  const streak = await streakOf(tx, memberId)
  await tx.upsert(Streaks, { memberId, ...mendedStreak(streak, { lengths, owed: [] }) }, ['memberId'])
}

type Wanted = Input<'checkin.makeUp'> & { memberId: string; now: Date }

/** Makes up one past day of the running cycle, once, at its price: the streak becomes what it would have been. Answers the row's id. */
export async function makeUp(tx: Tx, { memberId, day, pointsSeen, now }: Wanted): Promise<string> {
  const member = await lockMember(tx, memberId)
  const season = await seasonOf(tx, now)
  const known = await knownDays(tx, member, day, season)
  const price = await judge(tx, member, day, season, known)
  if (pointsSeen !== undefined && pointsSeen !== price) throw new Refused('quote_changed')
  const mended = mend(known, day)
  const settled = await settle(tx, { member, day, price, known, mended }, season)
  await lengthen(tx, memberId, mended)
  const streak = mended.lengths[0]?.length ?? 1
  const row = {
    ...settled,
    memberId,
    day,
    streak,
    run: null,
    planId: known.plan.id,
    madeUpOn: season.day,
    price,
    at: now,
  }
  const { identifiers } = await tx.insert(CheckIns, row)
  const id = String(identifiers[0]?.['id'])
  await announce(tx, 'checkin.madeUp', { checkInId: id, memberId, day, streak, price }, now)
  return id
}
