import * as z from 'zod/mini'
import { day, id, instant, points } from '../../kit/schema'
import { ruleBody, words } from '../body/contract'
import { EARN_EVENTS, OPERATORS } from '../rules'

const choice = z.object({ value: z.union([z.string(), z.int()]), zh: z.string(), en: z.string() })

export const factInfo = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  type: z.enum(['amount', 'count', 'flag', 'choice', 'list', 'date']),
  unit: z.nullable(z.string()),
  ops: z.array(z.enum(OPERATORS)),
  /** What may stand as a value; null where anything of the type may. */
  values: z.nullable(z.array(choice)),
  scoped: z.boolean(),
  events: z.array(z.enum(EARN_EVENTS)),
})

export const paramValue = z.union([z.string(), z.int(), z.array(z.int())])

export const template = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  params: z.array(z.object({ key: z.string(), zh: z.string(), en: z.string(), type: z.string(), value: paramValue })),
  /** The rule that these values make. */
  rule: ruleBody,
  sentence: words,
})

/** One version of the rules. `live` is in force now; `replaced` was, until a later one came. */
export const version = z.object({
  id,
  name: z.string(),
  state: z.enum(['draft', 'scheduled', 'live', 'replaced', 'shadow', 'retired']),
  /** Counts the changes: sent back with the next one, so that two operators do not overwrite each other. */
  revision: z.int(),
  sha256: z.nullable(z.string()),
  activeFrom: z.nullable(instant),
  endedAt: z.nullable(instant),
  createdAt: instant,
  createdBy: z.string(),
  publishedAt: z.nullable(instant),
  publishedBy: z.nullable(z.string()),
})

export const finding = z.object({
  level: z.enum(['error', 'warning']),
  code: z.string(),
  rule: z.nullable(z.string()),
  words,
})

export const ruleWindow = z.object({
  from: z.optional(instant),
  until: z.optional(instant),
  weekdays: z.optional(z.array(z.int())),
  monthDays: z.optional(z.array(z.int())),
  minutes: z.optional(z.array(z.object({ from: z.int(), until: z.int() }))),
})

export const cost = z.object({ points, fen: z.int(), coupons: z.int() })

const side = z.object({ points, fen: z.int(), growth: points, coupons: z.int() })
const swing = z.object({ memberId: id, name: z.string(), before: points, after: points, points: z.int() })

/** A comparison over real purchases. All numbers are complete once `state` is `done`. */
export const backtest = z.object({
  id,
  versionId: id,
  /** The version it is compared with; null: with what was really given. */
  againstId: z.nullable(id),
  from: day,
  until: day,
  state: z.enum(['running', 'done', 'failed']),
  done: z.int(),
  total: z.int(),
  startedAt: instant,
  finishedAt: z.nullable(instant),
  before: side,
  after: side,
  pointsChange: z.int(),
  fenChange: z.int(),
  purchasesDiffering: z.int(),
  membersWinning: z.int(),
  membersLosing: z.int(),
  membersSame: z.int(),
  winners: z.array(swing),
  losers: z.array(swing),
  budgets: z.array(
    z.object({ key: z.string(), label: z.string(), limit: points, used: points, burntOutAt: z.nullable(instant) }),
  ),
})
