import * as z from 'zod/mini'
import { cursor, day, id, instant, page, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { tierOperatorApi } from './operator-contract'
import { tierBenefits } from './programme-schema'
import { changeRow, heldCard } from './row-schema'
import { TIER_STYLES } from './rules'

const tierCard = z.object({
  level: z.int(),
  name: z.string(),
  style: z.enum(TIER_STYLES),
  growthFrom: points,
  /** In words for members: what the product does by itself, and what the shop’s people do. */
  benefits: z.array(z.string()),
  /** The growth in the window that keeps the tier at a review. */
  keepGrowth: points,
  gives: tierBenefits,
})

const cardOffer = z.object({
  cardId: id,
  name: z.string(),
  points,
  validDays: z.int(),
  benefits: z.array(z.string()),
  /** Null when not counted. */
  left: z.nullable(z.int()),
  /** How many more this member may buy; null without a limit. */
  mayBuy: z.nullable(z.int()),
})

const progress = z.object({ needed: points, have: points, missing: points })

const celebration = z.object({
  id,
  level: z.int(),
  name: z.string(),
  fromName: z.string(),
  at: instant,
  pack: z.object({ points, couponNames: z.array(z.string()), cardName: z.nullable(z.string()) }),
})

const tierMemberApi = {
  'tier.mine': {
    kind: 'query',
    who: 'member',
    summary: 'The member’s tier, what keeps it, what the next one needs, and what each gives.',
    input: z.object({}),
    output: z.object({
      /** Growth that counts now, within the programme’s window. */
      growth: points,
      current: tierCard,
      next: z.nullable(z.object({ name: z.string(), growthFrom: points, missing: points })),
      tiers: z.array(tierCard),
      unitName: z.string(),
      /** Over which time growth counts, as "近 12 个月". */
      windowText: z.string(),
      /** What keeps the tier at the next review, and where the member would stand after it; null when nothing can be lost. */
      keep: z.nullable(z.extend(progress, { by: day, projected: z.object({ level: z.int(), name: z.string() }) })),
      /** A review found too little; the tier can still be kept until the end of `lastDay`. */
      grace: z.nullable(z.extend(progress, { lastDay: day })),
      /** The shop set the tier by hand. */
      byHand: z.nullable(z.object({ reason: z.string(), lastDay: z.nullable(day) })),
      /** One sentence when the tier is about to be lost. */
      warning: z.nullable(z.string()),
      /** What the tier and the benefit cards give together, now. */
      gives: tierBenefits,
      cards: z.array(heldCard),
      /** A rise that the member has not seen yet. */
      celebration: z.nullable(celebration),
    }),
  },
  'tier.celebrated': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'The member has seen their rise.',
    input: z.object({ id }),
    output: z.object({}),
  },
  'tier.history': {
    kind: 'query',
    who: 'member',
    summary: 'What happened to the member’s tier and why, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(changeRow),
  },
  'tier.myCards': {
    kind: 'query',
    who: 'member',
    summary: 'Benefit cards that the member holds, and those that points can buy.',
    input: z.object({}),
    output: z.object({ held: z.array(heldCard), onSale: z.array(cardOffer) }),
  },
  'tier.buyCard': {
    kind: 'command',
    who: 'member',
    summary: 'Buys a benefit card with points; one more of a kind that still runs follows on it.',
    input: z.object({ cardId: id, pointsSeen: points }),
    output: z.object({ card: heldCard, points, balanceAfter: points }),
  },
} as const satisfies Contracts

export const tierApi = { ...tierMemberApi, ...tierOperatorApi } as const satisfies Contracts

export type TierCard = z.infer<typeof tierCard>
export type HeldCard = z.infer<typeof heldCard>
