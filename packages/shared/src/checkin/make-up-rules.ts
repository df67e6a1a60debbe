import { addDays, type Day } from '../kit/day'
import { no, type Decision } from '../kit/decision'
import {
  cumulativePiece,
  cycleSpan,
  dayPieces,
  ladderPiece,
  ladderPosition,
  rewardFrom,
  type Bonus,
  type MakeUp,
  type Plan,
  type Reward,
  type Who,
} from './plan-rules'
import { type Streak } from './rules'

/** The first day that can be made up on `today`; null where the plan offers none. */
export function firstMakeUpDay({ cycle, makeUp }: Plan, today: Day): Day | null {
  if (!makeUp) return null
  return Math.max(cycleSpan(cycle, today).from ?? 0, addDays(today, -makeUp.daysBack))
}

/** What the next make-up costs after `used` of them in the cycle. */
export const makeUpPrice = ({ prices }: MakeUp, used: number) => prices[Math.min(used, prices.length - 1)] ?? 0

export type MakeUpAsked = {
  plan: Plan
  day: Day
  today: Day
  joined: Day
  /** The day has a check-in already, on time or made up. */
  done: boolean
  /** Make-ups in this cycle so far. */
  used: number
}

export type MakeUpRefusal = 'make_up_closed' | 'make_up_day' | 'already_done' | 'make_up_limit'

/** Whether a day may be made up, and at what price: days of the running cycle that are over, after joining, once, a few times a cycle. */
export function judgeMakeUp({
  plan,
  day,
  today,
  joined,
  done,
  used,
}: MakeUpAsked): Decision<{ price: number }, MakeUpRefusal> {
  const first = firstMakeUpDay(plan, today)
  if (!plan.makeUp || first === null) return no('make_up_closed')
  if (day >= today || day < first || day < joined) return no('make_up_day')
  if (done) return no('already_done')
  if (used >= plan.makeUp.limit) return no('make_up_limit')
  return { ok: true, price: makeUpPrice(plan.makeUp, used) }
}

/** A day with a check-in: how long the streak is there, and which steps were paid with it. */
export type DayRow = { day: Day; length: number; bonuses: readonly Bonus[] }

export type Mended = {
  /** The streak that ends on each day whose length changed, the day made up among them. */
  lengths: { day: Day; length: number }[]
  /** Steps that the mended days reach and that nobody paid yet. */
  owed: { bonus: Bonus; day: Day }[]
}

/** Takes away, one for one, what was paid before: once is enough, and too much is never taken back. */
function unpaid(needed: Mended['owed'], paid: readonly Bonus[]): Mended['owed'] {
  const left = [...paid]
  return needed.filter(({ bonus }) => {
    const index = left.findIndex((one) => one.kind === bonus.kind && one.at === bonus.at)
    if (index >= 0) left.splice(index, 1)
    return index < 0
  })
}

/** The days after `day` that follow on it without a gap. */
function following(rows: readonly DayRow[], day: Day): DayRow[] {
  const run: DayRow[] = []
  for (const row of rows) if (row.day === addDays(day, run.length + 1)) run.push(row)
  return run
}

type Rows = {
  /** Days with a check-in, rising. They reach back to where the cycle of the earliest of them begins. */
  rows: readonly DayRow[]
  /** How many there are before those. */
  before: number
  /** By which plan a day is judged. */
  planOn(day: Day): Plan
}

/** How many check-ins the cycle of a day has until then. */
function countOn(days: readonly Day[], before: number, plan: Plan, day: Day): number {
  const { from } = cycleSpan(plan.cycle, day)
  const inside = days.filter((one) => one <= day && (from === null || one >= from)).length
  return from === null ? inside + before : inside
}

/**
 * What becomes of the days when `day` is put between them: as if it had been on time. Each day is judged by the plan of that day, so
 * that a step which came later is paid to nobody for days before it.
 */
export function mend({ rows, before, planOn }: Rows, day: Day): Mended {
  const left = rows.find((row) => row.day === addDays(day, -1))?.length ?? 0
  const right = following(
    rows.filter((row) => row.day > day),
    day,
  )
  const lengths = [
    { day, length: left + 1 },
    ...right.map((row, index) => ({ day: row.day, length: left + index + 2 })),
  ]
  const ladder = lengths.flatMap((one) => {
    const plan = planOn(one.day)
    const position = ladderPosition(plan.cycle, one.day, one.length)
    return plan.ladder
      .filter((step) => step.streakDays === position)
      .map((step) => ({ day: one.day, bonus: { kind: 'ladder' as const, at: step.streakDays } }))
  })
  const after = rows.filter((row) => row.day > day)
  const days = [...rows.map((row) => row.day), day]
  const cumulative = [day, ...after.map((row) => row.day)].flatMap((one) => {
    const plan = planOn(one)
    const count = countOn(days, before, plan, one)
    return plan.cumulative
      .filter((step) => step.count === count)
      .map((step) => ({ day: one, bonus: { kind: 'cumulative' as const, at: step.count } }))
  })
  const paidLadder = right.flatMap((row) => row.bonuses).filter((bonus) => bonus.kind === 'ladder')
  const paidCount = after.flatMap((row) => row.bonuses).filter((bonus) => bonus.kind === 'cumulative')
  return { lengths, owed: [...unpaid(ladder, paidLadder), ...unpaid(cumulative, paidCount)] }
}

const stepPiece = (plan: Plan, { kind, at }: Bonus) => {
  const step = plan.ladder.find((one) => kind === 'ladder' && one.streakDays === at)
  const nth = plan.cumulative.find((one) => kind === 'cumulative' && one.count === at)
  return step ? [ladderPiece(step)] : nth ? [cumulativePiece(nth)] : []
}

type Paying = { plan: Plan; planOn(day: Day): Plan; day: Day; mended: Mended; who: Who }

/** What a make-up gives: the day itself as far as the plan pays it, and each step that is reached by it now. */
export function makeUpReward({ plan, planOn, day, mended, who }: Paying): Reward {
  const pays = plan.makeUp?.pays ?? 'nothing'
  const length = mended.lengths[0]?.length ?? 1
  const own = pays === 'nothing' ? [] : dayPieces(planOn(day), { ...who, day, length }, pays === 'full')
  return rewardFrom([...own, ...mended.owed.flatMap((owed) => stepPiece(planOn(owed.day), owed.bonus))])
}

/** The streak after a make-up. `lengths` are those of the days that changed. */
export function mendedStreak(streak: Streak | null, { lengths }: Mended): Streak {
  const last = lengths[lengths.length - 1] ?? { day: 0, length: 0 }
  return streak && streak.lastDay > last.day ? streak : { lastDay: last.day, length: last.length }
}
