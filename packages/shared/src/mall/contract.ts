import * as z from 'zod/mini'
import { couponCard, couponFace } from '../coupon/contract'
import { id, instant, points } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const mallItem = z.object({
  id,
  name: z.string(),
  points,
  /** Which drawing stands for it. */
  picture: z.enum(['cup', 'bag', 'coffee', 'bread', 'cake', 'ticket']),
  face: couponFace,
  validity: z.string(),
  /** How many are left; null when not counted. */
  left: z.nullable(z.int()),
  /** How many more this member may take; null without a limit. */
  allowance: z.nullable(z.int()),
  state: z.enum(['open', 'sold_out', 'limit_reached']),
})

export const mallApi = {
  'mall.items': {
    kind: 'query',
    who: 'member',
    summary: 'What points can be exchanged for.',
    input: z.object({}),
    output: z.object({ items: z.array(mallItem) }),
  },
  'mall.exchange': {
    kind: 'command',
    who: 'member',
    summary: 'Exchanges points for one item. `pointsSeen` is the price the member agreed to.',
    input: z.object({ itemId: id, pointsSeen: points }),
    output: z.object({
      order: z.object({ id, points, at: instant }),
      coupon: couponCard,
      balanceAfter: points,
    }),
  },
} as const satisfies Contracts

export type MallItem = z.infer<typeof mallItem>
