import * as z from 'zod/mini'
import { id, points, text } from '../kit/schema'
import { DOWNGRADES } from './programme-rules'
import { TIER_STYLES } from './rules'

const MULTIPLIER_MAX = 10_000

export const tierBenefits = z.object({
  pointsPermille: z.int().check(z.gte(1000), z.lte(MULTIPLIER_MAX)),
  discountPermille: z.int().check(z.gte(1), z.lte(1000)),
  birthdayPoints: points,
  memberDayPermille: z.int().check(z.gte(1000), z.lte(MULTIPLIER_MAX)),
  exclusiveTemplateIds: z.array(id).check(z.maxLength(20)),
  earlyAccessHours: z.int().check(z.gte(0), z.lte(720)),
  freeShipping: z.boolean(),
  texts: z.array(text(40)).check(z.maxLength(10)),
})

const window = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rolling'), months: z.int().check(z.gte(1), z.lte(36)) }),
  z.object({ kind: z.literal('calendar') }),
  z.object({ kind: z.literal('anniversary') }),
  z.object({ kind: z.literal('lifetime') }),
])

const tierDef = z.object({
  level: z.int().check(z.gte(1), z.lte(20)),
  name: text(20),
  style: z.enum(TIER_STYLES),
  growthFrom: points,
  /** Null: as much as reaches it. */
  keepGrowth: z.nullable(points),
  benefits: tierBenefits,
  pack: z.object({ points, templateIds: z.array(id).check(z.maxLength(5)), cardId: z.nullable(id) }),
})

/** The rules of the tiers, as an operator writes them. */
export const programmeBody = z.object({
  unitName: text(8),
  window,
  downgrade: z.enum(DOWNGRADES),
  graceDays: z.int().check(z.gte(0), z.lte(180)),
  warnDays: z.int().check(z.gte(0), z.lte(180)),
  onRefund: z.enum(['recheck', 'keep']),
  tiers: z.array(tierDef).check(z.minLength(1), z.maxLength(12)),
})
