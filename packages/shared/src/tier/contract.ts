import * as z from 'zod/mini'
import { points } from '../kit/schema'
import type { Contracts } from '../kit/contract'

/** How a tier's card is drawn. */
export const TIER_STYLES = ['basic', 'silver', 'gold', 'black'] as const

const tierCard = z.object({
  level: z.int(),
  name: z.string(),
  style: z.enum(TIER_STYLES),
  growthFrom: points,
  benefits: z.array(z.string()),
})

export const tierApi = {
  'tier.mine': {
    kind: 'query',
    who: 'member',
    summary: 'The member’s tier, what the next one needs, and what each gives.',
    input: z.object({}),
    output: z.object({
      growth: points,
      current: tierCard,
      next: z.nullable(z.object({ name: z.string(), growthFrom: points, missing: points })),
      tiers: z.array(tierCard),
    }),
  },
} as const satisfies Contracts

export type TierCard = z.infer<typeof tierCard>
