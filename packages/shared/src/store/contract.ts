import * as z from 'zod/mini'
import { day, id, instant } from '../kit/schema'
import type { Contracts } from '../kit/contract'

export const storeCard = z.object({
  id,
  name: z.string(),
  address: z.string(),
  phone: z.nullable(z.string()),
  /** Opening hours of the store's own zone, as "07:30–22:00". */
  hours: z.string(),
  openNow: z.boolean(),
})

export const storeApi = {
  'store.brand': {
    kind: 'query',
    who: 'guest',
    summary: 'The brand, its business day, and the oldest mini program version that may still call.',
    input: z.object({}),
    output: z.object({
      name: z.string(),
      tagline: z.string(),
      today: day,
      dayEndsAt: instant,
      now: instant,
      versionMin: z.string(),
    }),
  },
  'store.list': {
    kind: 'query',
    who: 'guest',
    summary: 'All open stores.',
    input: z.object({}),
    output: z.object({ stores: z.array(storeCard) }),
  },
} as const satisfies Contracts

export type StoreCard = z.infer<typeof storeCard>
