import * as z from 'zod/mini'
import { day, fen, id, instant, text } from '../kit/schema'

export const COUPON_KINDS = ['cash_off', 'percent_off', 'exchange', 'times', 'shipping'] as const
export const TEMPLATE_STATES = ['draft', 'active', 'paused', 'ended'] as const
export const TEMPLATE_CHANNELS = ['centre', 'code', 'internal'] as const

const weekdays = z.array(z.int().check(z.gte(0), z.lte(6))).check(z.maxLength(7))
const atMost = (max: number) => z.int().check(z.gte(1), z.lte(max))
const minutes = z.int().check(z.gte(0), z.lte(1440))

/** A drop that comes again: at these times of these weekdays (none: every day) so many can be taken, for so long. */
const dropPlan = z.object({
  times: z.array(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))).check(z.minLength(1), z.maxLength(12)),
  weekdays,
  quotaPerDrop: atMost(1_000_000),
  perMemberPerDrop: atMost(100),
  lastsMinutes: atMost(1440),
})

/** What an operator decides about a coupon. Money in fen, times of day in the brand's zone. */
export const templateBody = z.object({
  name: text(40),
  kind: z.enum(COUPON_KINDS),
  /** Judged on what it covers, after the tier's discount. */
  thresholdFen: fen,
  offFen: z.nullable(fen),
  /** 850: the customer pays 85 %. */
  payPermille: z.nullable(atMost(999)),
  offMaxFen: z.nullable(fen),
  /** What an exchange or a times card hands over, in words, and where the till knows it, its number. */
  itemName: z.nullable(text(40)),
  itemSku: z.nullable(text(40)),
  /** How often one coupon can be used: 1, a times card 2 to 100. */
  usesTotal: atMost(100),
  /** Empty: everywhere. */
  storeIds: z.array(id).check(z.maxLength(100)),
  /** Both empty: everything. `goodsName` says in the shop's words what the numbers stand for. */
  categories: z.array(text(40)).check(z.maxLength(50)),
  skus: z.array(text(40)).check(z.maxLength(200)),
  goodsName: z.nullable(text(40)),
  /** Members of this tier and above may take it; null: everybody. */
  tierMin: z.nullable(z.int().check(z.gte(0), z.lte(1000))),
  /** Alone on a bill (null), or at most one of each group. */
  stackGroup: z.nullable(z.literal([1, 2, 3])),
  /** So many days from when it begins; or a fixed span; or both, whichever ends first. */
  validDays: z.nullable(atMost(3660)),
  /** 1: from the day after it was given. */
  validFromDays: z.int().check(z.gte(0), z.lte(365)),
  validFrom: z.nullable(instant),
  validUntil: z.nullable(instant),
  /** When within its life it can be used. Empty: always. */
  weekdays,
  hours: z.array(z.object({ from: minutes, until: minutes })).check(z.maxLength(6)),
  blackoutDays: z.array(day).check(z.maxLength(366)),
  /** Null: not counted. */
  stockTotal: z.nullable(z.int().check(z.gte(0), z.lte(100_000_000))),
  perMemberLimit: z.nullable(atMost(1000)),
  perMemberDayLimit: z.nullable(atMost(1000)),
  /** How many members may take of it on one day, all together. */
  dayQuota: z.nullable(atMost(100_000_000)),
  /** In the centre; only through its code (a poster, a group); or only given by the shop's own rules. */
  channel: z.enum(TEMPLATE_CHANNELS),
  claimFrom: z.nullable(instant),
  claimUntil: z.nullable(instant),
  drop: z.nullable(dropPlan),
  /** Members may pass it on to a friend; by default they may. */
  giftable: z.optional(z.boolean()),
  /** The shop's own sentences, after those that the terms make by themselves. */
  notes: z.array(text(60)).check(z.maxLength(6)),
})

/** One template as operators see it. */
export const templateCard = z.extend(templateBody, {
  id,
  state: z.enum(TEMPLATE_STATES),
  stockLeft: z.nullable(z.int()),
  /** Opens it for members where the channel is `code`; null otherwise. */
  scene: z.nullable(z.string()),
  createdAt: instant,
  endedAt: z.nullable(instant),
  /** Given so far; of them, used up; and single uses that stand. */
  issued: z.int(),
  usedUp: z.int(),
  uses: z.int(),
})

export type TemplateBody = z.infer<typeof templateBody>

/** What an operator sends: of a new coupon at least name and kind; what is left out of a change stays as it is. */
export const templateDraft = z.partial(templateBody)
export type TemplateDraft = z.infer<typeof templateDraft>

/** What a new coupon is where its operator says nothing: for everybody, everywhere, always, uncounted, in the centre. */
export const TEMPLATE_DEFAULTS: Omit<TemplateBody, 'name' | 'kind'> = {
  ...{ thresholdFen: 0, offFen: null, payPermille: null, offMaxFen: null },
  ...{ itemName: null, itemSku: null, usesTotal: 1 },
  ...{ storeIds: [], categories: [], skus: [], goodsName: null, tierMin: null, stackGroup: null },
  ...{ validDays: null, validFromDays: 0, validFrom: null, validUntil: null },
  ...{ weekdays: [], hours: [], blackoutDays: [] },
  ...{ stockTotal: null, perMemberLimit: null, perMemberDayLimit: null, dayQuota: null },
  ...{ channel: 'centre', claimFrom: null, claimUntil: null, drop: null, notes: [] },
}
export type TemplateCard = z.infer<typeof templateCard>
export type DropPlan = z.infer<typeof dropPlan>
