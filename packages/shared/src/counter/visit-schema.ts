import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { counterOrder } from '../mall/contract'
import { counterTicket } from '../gathering/contract'
import { id, instant, points } from '../kit/schema'

/** One coupon as the clerk sees it: what it is, and why it may or may not be used here and now. */
const counterCoupon = z.object({
  id,
  face: couponFace,
  expiresAt: instant,
  usable: z.boolean(),
  /** The refusal, in words to read aloud; null when usable. */
  why: z.nullable(z.string()),
  /** Facts behind a refusal (when, where, by whom), as label and value. */
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
})

/** What a scan opened: bound to this clerk for ten minutes. */
export const visit = z.object({
  id,
  kind: z.enum(['coupon', 'member', 'order', 'phone', 'ticket']),
  endsAt: instant,
  member: z.object({
    name: z.string(),
    phoneMasked: z.nullable(z.string()),
    tierName: z.string(),
    available: points,
    /** Whether they have come in through WeChat; who was only enrolled at a counter sees nothing on a phone. */
    onWechat: z.boolean(),
    /** What the shop calls them. */
    tags: z.array(z.string()),
  }),
  /** The scanned coupon alone, or for a member code all unused ones. */
  coupons: z.array(counterCoupon),
  /** What the member has to pick up: the scanned order alone, or all that wait. */
  orders: z.array(counterOrder),
  /** The scanned ticket alone, or for others what goes on here now: with their ticket, or without. */
  tickets: z.array(counterTicket),
  /** Whether coupons and points may be used without the member's own yes: they showed a code of theirs. */
  trusted: z.boolean(),
})

export type CounterVisit = z.infer<typeof visit>
export type CounterCoupon = z.infer<typeof counterCoupon>
