import * as z from 'zod/mini'
import { fen } from '../kit/schema'
import { COUPON_KINDS } from './template-schema'

/** What a coupon gives. `payPermille` 850 means the customer pays 85 % (8.5 折). */
export const couponFace = z.object({
  name: z.string(),
  kind: z.enum(COUPON_KINDS),
  thresholdFen: fen,
  offFen: z.nullable(fen),
  payPermille: z.nullable(z.int()),
  offMaxFen: z.nullable(fen),
  itemName: z.nullable(z.string()),
  /** Where it holds, in words: "全部门店" or the stores' names. */
  scope: z.string(),
  /** What it covers, in words; null: everything. */
  goods: z.nullable(z.string()),
  /** When within its life it holds, in words; null: always. */
  hours: z.nullable(z.string()),
  /** Whether it goes with other coupons, in words. */
  stacking: z.string(),
  /** How often one can be used; more than 1 for a times card. */
  usesTotal: z.int(),
})

export type CouponFace = z.infer<typeof couponFace>
