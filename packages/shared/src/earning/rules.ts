import type { Day } from '../kit/day'
import type { ExpiryPolicy } from '../points/expiry-rules'

/** What can make a member earn. */
export const EARN_EVENTS = [
  'purchase',
  'joined',
  'profile',
  'birthday',
  'review',
  'referral',
  'task',
  'checkin',
  'visit',
] as const
export type EarnEvent = (typeof EARN_EVENTS)[number]

/** `points` can be spent; `growth` qualifies for tiers. */
export type EarnUnit = 'points' | 'growth'

/**
 * What becomes of a part of a point. `drop` counts whole steps only ("每满 100 元"), the others divide first and then round down, to
 * the nearest, or up.
 */
export const ROUNDINGS = ['drop', 'floor', 'half_up', 'ceil'] as const
export type Rounding = (typeof ROUNDINGS)[number]

/** How large a rule may grow: what an operator, and a server, can still look through. */
export const BOUNDS = {
  rules: 60,
  campaigns: 20,
  groups: 20,
  depth: 4,
  conditions: 40,
  effects: 10,
  values: 50,
  everyFenMax: 100_000_000,
  giveMax: 1_000_000,
  permilleMax: 10_000,
  pointsMax: 1_000_000_000,
} as const

export const OPERATORS = ['eq', 'ne', 'in', 'notIn', 'gte', 'lte', 'between', 'has', 'hasAny'] as const
export type Operator = (typeof OPERATORS)[number]

export type Scalar = string | number | boolean
/** One value; two, lowest and highest, for `between`; several for `in`, `notIn` and `hasAny`. */
export type Value = Scalar | string[] | number[]

/** Which lines of a basket count. Nothing given: all of them. `except` turns it round. */
export type Scope = { categories?: string[] | undefined; skus?: string[] | undefined; except?: boolean | undefined }

export type Condition = { fact: string; op: Operator; value: Value; of?: Scope | undefined }
export type Group = { match: 'all' | 'any' | 'none'; nodes: Node[] }
export type Node = Condition | Group

export const isGroup = (node: Node): node is Group => 'nodes' in node

/** Half-open hours of the day, in minutes since midnight. */
export type MinuteSpan = { from: number; until: number }

/** When a rule holds. Everything given must hold at once; nothing given: always. `until` itself is outside. */
export type When = {
  from?: string | undefined
  until?: string | undefined
  /** 0 for Sunday … 6 for Saturday, in the brand's zone. */
  weekdays?: number[] | undefined
  monthDays?: number[] | undefined
  minutes?: MinuteSpan[] | undefined
}

type Give = { unit: EarnUnit; give: number; of?: Scope | undefined }

export type Effect =
  /** `give` for every `everyFen` paid: the base that multipliers raise. */
  | ({ kind: 'perAmount'; everyFen: number } & Give)
  /** `give` for each piece bought. */
  | ({ kind: 'perItem' } & Give)
  /** `give` once, raised by no multiplier. */
  | { kind: 'fixed'; unit: EarnUnit; give: number }
  /** The base times `permille` (2000 is double); the tier's or the member day's own factor where `by` says so. */
  | { kind: 'multiply'; unit: EarnUnit; permille: number; of?: Scope | undefined }
  | { kind: 'multiplyBy'; unit: EarnUnit; by: 'tier' | 'memberDay'; of?: Scope | undefined }
  | { kind: 'coupon'; templateId: string }
  | { kind: 'message'; text: string }

/** The most that a rule gives, in points and in how often. Null or absent: no limit. */
export type Limits = {
  pointsPerDay?: number | undefined
  pointsPerMonth?: number | undefined
  pointsEver?: number | undefined
  timesPerDay?: number | undefined
  timesPerMonth?: number | undefined
  timesEver?: number | undefined
  /** All members together. */
  budgetPoints?: number | undefined
  /** What becomes of an earning that does not fit: cut to what is left, or not given at all. */
  onExceed?: 'clip' | 'reject' | undefined
}

export type RuleBody = {
  /** Names the rule through all versions: its limits and budgets go by it. */
  key: string
  /** What the member reads beside the points. */
  title: string
  on: EarnEvent
  when?: When | undefined
  if?: Node | undefined
  effects: Effect[]
  limits?: Limits | undefined
  round?: Rounding | undefined
  /** Higher is judged first; rules of one priority go by their key. */
  priority?: number | undefined
  /** An end of its own for what this rule gives; else the tier's or the brand's holds. */
  expiry?: ExpiryPolicy | undefined
  /** So many days must pass before the points can be spent. */
  pendingDays?: number | undefined
  /** A stacking group of the set. */
  group?: string | undefined
  /** A campaign of the set. */
  campaign?: string | undefined
  /** Words of the operator's own in place of the generated sentence. */
  explain?: { zh: string; en: string } | undefined
}

/**
 * How rules of one group go together: all count; only the one that gives the member most; only the first that holds; or factors are
 * multiplied with each other (`chain`) where otherwise their bonuses add up.
 */
export const GROUP_MODES = ['all', 'best', 'first', 'chain'] as const
export type StackGroup = { key: string; mode: (typeof GROUP_MODES)[number] }

/** A promotion for a time, with what must be told about it (R33). */
export type Campaign = {
  key: string
  name: string
  organiser: string
  contact: string
  /** Who takes part and how. */
  conditions: string
  /** How much there is, and what is excluded. */
  limits: string
  from: string
  until: string
  budgetPoints?: number | undefined
}

export type RuleSet = {
  rules: RuleBody[]
  groups?: StackGroup[] | undefined
  campaigns?: Campaign[] | undefined
  /** The brand's member days: these days of the month, and these weekdays. */
  memberDays?: { monthDays?: number[] | undefined; weekdays?: number[] | undefined } | undefined
  /** The most points that all rules together give one member. */
  caps?: { pointsPerDay?: number | undefined; pointsPerMonth?: number | undefined } | undefined
}

export type FactItem = { sku?: string | null | undefined; category: string; quantity: number; paidFen: number }

/** What is known when rules are judged. What is not known is absent, and a condition on it does not hold. */
export type Facts = {
  event: EarnEvent
  day: Day
  weekday: number
  minuteOfDay: number
  amountFen?: number | undefined
  items?: FactItem[] | undefined
  quantity?: number | undefined
  storeId?: string | undefined
  channel?: string | undefined
  tierLevel?: number | undefined
  tags?: string[] | undefined
  isBirthday?: boolean | undefined
  isBirthdayMonth?: boolean | undefined
  isFirstPurchase?: boolean | undefined
  isMemberDay?: boolean | undefined
  daysSinceJoined?: number | undefined
  orders?: number | undefined
  spentFen?: number | undefined
  daysSinceLastOrder?: number | undefined
  streakDays?: number | undefined
  reviewStars?: number | undefined
  reviewLength?: number | undefined
  hasPicture?: boolean | undefined
  task?: string | undefined
  referrals?: number | undefined
}

const hasOne = <T>(list: readonly T[] | undefined, one: T) => (list ?? []).indexOf(one) >= 0

/** Whether a line of a basket counts for this scope. */
export function inScope(scope: Scope | undefined, item: FactItem): boolean {
  if (!scope) return true
  const { categories, skus, except } = scope
  const named = hasOne(categories, item.category) || (typeof item.sku === 'string' && hasOne(skus, item.sku))
  return except ? !named : named
}

/** Whether a day is one of the brand's member days. */
export const isMemberDayOf = (set: RuleSet, { day, weekday }: Pick<Facts, 'day' | 'weekday'>) =>
  hasOne(set.memberDays?.monthDays, day % 100) || hasOne(set.memberDays?.weekdays, weekday)

/** The order in which rules are judged, whatever the order in which they were written: priority, then key. */
export const inOrder = (rules: readonly RuleBody[]): RuleBody[] =>
  [...rules].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))

export const groupOf = (set: RuleSet, rule: RuleBody): StackGroup | undefined =>
  (set.groups ?? []).find((group) => group.key === rule.group)

export const campaignOf = (set: RuleSet, rule: RuleBody): Campaign | undefined =>
  (set.campaigns ?? []).find((campaign) => campaign.key === rule.campaign)

/** A rule of a campaign holds no longer than the campaign. */
export function spanOfCampaign(set: RuleSet, rule: RuleBody): When | undefined {
  const campaign = campaignOf(set, rule)
  return campaign && { from: campaign.from, until: campaign.until }
}
