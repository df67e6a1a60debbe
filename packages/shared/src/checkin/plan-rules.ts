import { addDays, daysBetween, daysOfMonth, monthOf, weekdayOf, type Day } from '../kit/day'

/** What something gives. */
export type Gift = { points: number; growth: number; templateId: string | null }

/**
 * When counting begins anew. `none`: never. `week`: on Monday. `month`: on the first. `days`: every so many days, counted from `anchor`,
 * the same for everybody. `run`: after so many days in a row, each member on their own. `campaign`: from a day to a day, once.
 */
export type Cycle =
  | { kind: 'none' }
  | { kind: 'week' }
  | { kind: 'month' }
  | { kind: 'days'; days: number; anchor: Day }
  | { kind: 'run'; days: number }
  | { kind: 'campaign'; from: Day; until: Day }

/** On which days something is special. Weekdays are 0 for Sunday to 6; months without a day 31 have it on their last. */
export type SpecialOn =
  | { kind: 'day'; day: Day }
  | { kind: 'weekday'; weekday: number }
  | { kind: 'monthDay'; dayOfMonth: number }
  | { kind: 'yearly'; month: number; dayOfMonth: number }
  | { kind: 'birthday' }

/** A day with a name: a brand's day, a 节气, the member day, a birthday. `permille` multiplies the base: 2000 is double. */
export type Special = { on: SpecialOn; name: string; permille: number; points: number; templateId: string | null }

export type MakeUp = {
  /** How many in a cycle. */
  limit: number
  /** What the first costs in points, the second, …; the last price holds for all that follow. None: free. */
  prices: number[]
  /** How far back at most, within the cycle. */
  daysBack: number
  /** What a day made up gives itself. Steps that the mended streak reaches are given in any case. */
  pays: 'nothing' | 'base' | 'full'
}

export type Plan = {
  base: { points: number; growth: number }
  /** So much more for each day in a row, up to so much. */
  rising: { points: number; max: number } | null
  cycle: Cycle
  ladder: (Gift & { streakDays: number })[]
  /** For the n-th check-in of a cycle, in a row or not. */
  cumulative: (Gift & { count: number })[]
  /** For a person's first check-in ever. */
  first: Gift | null
  specials: Special[]
  /** Whether the tier's points multiplier holds for the base. */
  tierMultiplier: boolean
  makeUp: MakeUp | null
  visit: {
    points: number
    /** Once a day, or once a day in each store. */
    per: 'day' | 'store'
    /** Whether the code printed in the store will do, or only the one on its screen, which changes. */
    evidence: 'printed' | 'rotating'
  }
}

/** What somebody has who has no plan: checking in works and gives nothing. */
export const NO_PLAN: Plan = {
  base: { points: 0, growth: 0 },
  rising: null,
  cycle: { kind: 'none' },
  ladder: [],
  cumulative: [],
  first: null,
  specials: [],
  tierMultiplier: false,
  makeUp: null,
  visit: { points: 0, per: 'day', evidence: 'printed' },
}

/** The days of a cycle: null where it has no beginning or no end that is known. */
export type CycleSpan = { from: Day | null; until: Day | null }

/** The cycle in which a day lies. For `run` it is the days that may still belong to the same run. */
export function cycleSpan(cycle: Cycle, day: Day): CycleSpan {
  switch (cycle.kind) {
    case 'none':
      return { from: null, until: null }
    case 'week': {
      const from = addDays(day, -((weekdayOf(day) + 6) % 7))
      return { from, until: addDays(from, 6) }
    }
    case 'month': {
      const days = daysOfMonth(monthOf(day))
      return { from: days[0] ?? day, until: days[days.length - 1] ?? day }
    }
    case 'days': {
      const into = daysBetween(cycle.anchor, day) % cycle.days
      const from = addDays(day, -(into < 0 ? into + cycle.days : into))
      return { from, until: addDays(from, cycle.days - 1) }
    }
    case 'run':
      return { from: addDays(day, 1 - cycle.days), until: null }
    case 'campaign':
      return { from: cycle.from, until: cycle.until }
  }
}

/** Where a streak of `length` days that ends on `day` stands on the ladder; 0 without a streak. */
export function ladderPosition(cycle: Cycle, day: Day, length: number): number {
  if (length === 0 || cycle.kind === 'none') return length
  if (cycle.kind === 'run') return ((length - 1) % cycle.days) + 1
  const { from } = cycleSpan(cycle, day)
  return from === null ? length : Math.min(length, daysBetween(from, day) + 1)
}

/** Whether a yearly date falls on a day; 29 February is the 28th in other years, the 31st a month's last. */
function fallsOn(month: number, dayOfMonth: number, day: Day): boolean {
  if (Math.floor(day / 100) % 100 !== month) return false
  return Math.min(dayOfMonth, daysOfMonth(monthOf(day)).length) === day % 100
}

function isOn(on: SpecialOn, day: Day, birthday: number | null): boolean {
  switch (on.kind) {
    case 'day':
      return on.day === day
    case 'weekday':
      return weekdayOf(day) === on.weekday
    case 'monthDay':
      return fallsOn(Math.floor(day / 100) % 100, on.dayOfMonth, day)
    case 'yearly':
      return fallsOn(on.month, on.dayOfMonth, day)
    case 'birthday':
      return birthday !== null && fallsOn(Math.floor(birthday / 100) % 100, birthday % 100, day)
  }
}

const partOf = (points: number, permille: number) => Math.floor((points * (permille - 1000)) / 1000)

const worthOf = (special: Special, base: number) => partOf(base, special.permille) + special.points

/** What makes a day special, the most generous of several; null on an ordinary one. */
export function markOf(plan: Pick<Plan, 'specials' | 'base'>, day: Day, birthday: number | null): Special | null {
  const all = plan.specials.filter((special) => isOn(special.on, day, birthday))
  return all.sort((a, b) => worthOf(b, plan.base.points) - worthOf(a, plan.base.points))[0] ?? null
}

/** A step or a first time that was paid, by which it is known again. */
export type Bonus = { kind: 'ladder' | 'cumulative' | 'first'; at: number }
export type RewardPart = { label: string; points: number }
/** A coupon of a reward, and what it is for. */
export type Voucher = { what: string; templateId: string }
export type Reward = { points: number; growth: number; parts: RewardPart[]; vouchers: Voucher[]; bonuses: Bonus[] }

/** Who checks in: what a reward may depend on besides the day and the streak. */
export type Who = { birthday: number | null; tier: { name: string; permille: number } | null }

export type Facts = Who & {
  day: Day
  /** Days in a row with this one. */
  length: number
  /** Check-ins in the cycle with this one. */
  count: number
  /** A person's first ever. */
  first: boolean
}

type Piece = { label: string; gift: Gift; bonus?: Bonus }

const piece = (label: string, points: number, templateId: string | null = null): Piece => ({
  label,
  gift: { points, growth: 0, templateId },
})

/** The day itself: the base, what it rises by, what the tier and the day make of it. */
export function dayPieces(
  plan: Plan,
  { day, length, birthday, tier }: Omit<Facts, 'count' | 'first'>,
  extras = true,
): Piece[] {
  const { base, rising } = plan
  const pieces: Piece[] = [{ label: '每日签到', gift: { ...base, templateId: null } }]
  if (!extras) return pieces
  if (rising)
    pieces.push(piece('连签递增', Math.min((ladderPosition(plan.cycle, day, length) - 1) * rising.points, rising.max)))
  if (plan.tierMultiplier && tier) pieces.push(piece(`${tier.name}加成`, partOf(base.points, tier.permille)))
  const special = markOf(plan, day, birthday)
  if (special) pieces.push(piece(special.name, worthOf(special, base.points), special.templateId))
  return pieces
}

export const ladderPiece = ({ streakDays, ...gift }: Plan['ladder'][number]): Piece => ({
  label: `连签 ${streakDays} 天`,
  gift,
  bonus: { kind: 'ladder', at: streakDays },
})

export const cumulativePiece = ({ count, ...gift }: Plan['cumulative'][number]): Piece => ({
  label: `本期第 ${count} 次`,
  gift,
  bonus: { kind: 'cumulative', at: count },
})

const stepPieces = (plan: Plan, { day, length, count, first }: Facts): Piece[] => {
  const position = ladderPosition(plan.cycle, day, length)
  const { from } = cycleSpan(plan.cycle, day)
  // A campaign that has not begun counts nothing yet.
  const hasBegun = from === null || day >= from
  return [
    ...plan.ladder.filter((step) => step.streakDays === position).map(ladderPiece),
    ...plan.cumulative.filter((step) => hasBegun && step.count === count).map(cumulativePiece),
    ...(first && plan.first ? [{ label: '首次签到', gift: plan.first, bonus: { kind: 'first' as const, at: 1 } }] : []),
  ]
}

/** Adds pieces up. The parts add up to the points. */
export function rewardFrom(pieces: readonly Piece[]): Reward {
  const parts = pieces.map(({ label, gift }) => ({ label, points: gift.points })).filter((part) => part.points > 0)
  return {
    points: parts.reduce((sum, part) => sum + part.points, 0),
    growth: pieces.reduce((sum, { gift }) => sum + gift.growth, 0),
    parts,
    vouchers: pieces.flatMap(({ label, gift }) =>
      gift.templateId === null ? [] : [{ what: label, templateId: gift.templateId }],
    ),
    bonuses: pieces.flatMap(({ bonus }) => (bonus ? [bonus] : [])),
  }
}

/** What a check-in gives. Fixed by the plan and told beforehand: nothing is drawn (R32). */
export const rewardOf = (plan: Plan, facts: Facts): Reward =>
  rewardFrom([...dayPieces(plan, facts), ...stepPieces(plan, facts)])
