import { EntitySchema } from 'typeorm'
import type { TierCard } from '@huitou/shared/tier/contract'
import { amount, count, json, text, token } from '#server/platform/db/columns'

export type TierRow = { level: number; name: string; style: TierCard['style']; growthFrom: number; benefits: string[] }

export const Tiers = new EntitySchema<TierRow>({
  name: 'tier',
  columns: {
    level: { ...count(), primary: true },
    name: text(20),
    style: token(16),
    growthFrom: amount(),
    benefits: json(),
  },
})
