import * as z from 'zod/mini'
import { day, id, instant } from '../kit/schema'
import { TIER_CHANGES } from './standing-rules'

/** A benefit card in a member's hands. */
export const heldCard = z.object({
  id,
  name: z.string(),
  benefits: z.array(z.string()),
  from: instant,
  until: instant,
  /** Not begun yet: it follows on one that still runs. */
  waiting: z.boolean(),
})

/** One change of a member's tier. */
export const changeRow = z.object({
  id,
  kind: z.enum(TIER_CHANGES),
  /** The business day on which it took effect. */
  day,
  at: instant,
  from: z.int(),
  to: z.int(),
  /** Why, in the member’s words. */
  reason: z.string(),
  growth: z.int(),
})
