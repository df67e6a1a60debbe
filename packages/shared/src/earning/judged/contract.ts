import * as z from 'zod/mini'
import { fen, id, instant, points, text } from '../../kit/schema'
import { words } from '../body/contract'
import { CHANNELS } from '../fact-rules'
import { BOUNDS, EARN_EVENTS, OPERATORS } from '../rules'

const condition = z.object({
  fact: z.string(),
  op: z.enum(OPERATORS),
  value: z.unknown(),
  /** What it was; null when it was not known. */
  actual: z.unknown(),
  held: z.boolean(),
  words,
})

/** What the rules make of some facts, and why. */
export const evaluation = z.object({
  points: z.object({ wanted: points, granted: points }),
  growth: z.object({ wanted: points, granted: points }),
  parts: z.array(
    z.object({ rule: z.string(), title: z.string(), unit: z.enum(['points', 'growth']), amount: points, words }),
  ),
  /** What limits cut, in words. */
  cuts: z.array(words),
  coupons: z.array(
    z.object({ rule: z.string(), templateId: id, name: z.string(), state: z.enum(['given', 'sold_out', 'planned']) }),
  ),
  messages: z.array(z.string()),
  trace: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      skipped: z.nullable(z.string()),
      why: z.nullable(words),
      conditions: z.array(condition),
    }),
  ),
  factsHash: z.string(),
  resultHash: z.string(),
})

const basketLine = z.object({
  sku: z.optional(text(40)),
  category: text(40),
  quantity: z.int().check(z.gte(1), z.lte(10_000)),
  paidFen: fen,
})

const count = z.int().check(z.gte(0), z.lte(1_000_000_000))

/** What a trial may pretend to know; the rest is asked of the member, where one is given. */
export const trialFacts = z.object({
  event: z.enum(EARN_EVENTS),
  storeId: z.optional(id),
  channel: z.optional(z.enum(CHANNELS.map((one) => String(one.value)))),
  paidFen: z.optional(fen),
  lines: z.optional(z.array(basketLine).check(z.maxLength(100))),
  tierLevel: z.optional(z.int().check(z.gte(1), z.lte(20))),
  pointsPermille: z.optional(z.int().check(z.gte(1000), z.lte(BOUNDS.permilleMax))),
  tags: z.optional(z.array(text(40)).check(z.maxLength(50))),
  isBirthday: z.optional(z.boolean()),
  isBirthdayMonth: z.optional(z.boolean()),
  isFirstPurchase: z.optional(z.boolean()),
  orders: z.optional(count),
  spentFen: z.optional(count),
  streakDays: z.optional(count),
  reviewStars: z.optional(count),
  reviewLength: z.optional(count),
  hasPicture: z.optional(z.boolean()),
  task: z.optional(text(40)),
  referrals: z.optional(count),
})

export const decision = z.object({
  id,
  memberId: id,
  event: z.enum(EARN_EVENTS),
  subjectKey: z.string(),
  versionId: z.nullable(id),
  at: instant,
  facts: z.record(z.string(), z.unknown()),
  evaluation,
  txnIds: z.array(id),
  /** What refunds have taken back since. */
  reversed: z.object({ points, growth: points }),
  /** What a version running in the shadow would have given. */
  shadow: z.nullable(z.object({ versionId: id, points, growth: points, coupons: z.int() })),
})
