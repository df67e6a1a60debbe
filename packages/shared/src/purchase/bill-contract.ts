import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { fen, id, instant, points, text } from '../kit/schema'

const quantity = z.int().check(z.gte(1), z.lte(10_000))

/** As printed on the receipt: visible ASCII. */
export const receiptNo = z.string().check(z.regex(/^[\x21-\x7e]{1,40}$/))

/** One kind of goods on a bill; `amountFen` is for all its pieces, before anything is taken off. */
export const basketLine = z.object({
  sku: z.optional(text(40)),
  name: text(60),
  category: text(40),
  quantity,
  amountFen: fen,
})

/** What somebody buys: the goods, or what they cost in all. One of the two; where both are given they must agree. */
export const basket = z.object({
  lines: z.optional(z.array(basketLine).check(z.minLength(1), z.maxLength(100))),
  amountFen: z.optional(fen),
})

/** What the clerk picks. No `couponIds`: those that take most off. No `points`: none. */
export const choice = z.object({
  couponIds: z.optional(z.array(id).check(z.maxLength(10))),
  points: z.optional(points),
})

const shownLine = z.object({
  sku: z.nullable(z.string()),
  name: z.string(),
  category: z.string(),
  quantity: z.int(),
  amountFen: fen,
})

/** A line of the bill that takes something off, with its basis in words. */
export const deduction = z.object({
  kind: z.enum(['tier', 'coupon', 'points']),
  title: z.string(),
  basis: z.string(),
  offFen: fen,
  couponId: z.nullable(id),
  points,
})

/** What the purchase will give, by the rules as they stand; `why` names the rules that give points. */
export const earnPreview = z.object({ points, growth: points, why: z.array(z.string()) })

/** A bill in its fixed order: goods → tier price → coupons → points → payable. */
export const figures = z.object({
  lines: z.array(shownLine),
  totalFen: fen,
  deductions: z.array(deduction),
  payableFen: fen,
  savedFen: fen,
  points,
  couponIds: z.array(id),
  earn: earnPreview,
})

/** A coupon of the member’s, as it stands to this bill. */
export const billCoupon = z.object({
  id,
  face: couponFace,
  expiresAt: instant,
  /** Whether it could be used on this bill alone. */
  usable: z.boolean(),
  /** Why not, in words to read aloud; null when usable. */
  why: z.nullable(z.string()),
  /** What it takes off: as chosen, or alone. */
  offFen: fen,
  chosen: z.boolean(),
  /** Whether it can be added to the chosen ones; else it can only take their place. */
  joins: z.boolean(),
})

/** What could be charged, and what there is to choose from. Binds nobody. */
export const quoteCard = z.extend(figures, {
  coupons: z.array(billCoupon),
  /** Those that take most off together. */
  bestCouponIds: z.array(id),
  /** What points may pay here. `maxPoints` 0: none, `why` says so in words. */
  offset: z.object({
    balance: points,
    maxPoints: points,
    maxFen: fen,
    /** The policy’s limit for this bill, whatever the balance. */
    capFen: fen,
    stepPoints: points,
    minPoints: points,
    pointsPerYuan: points,
    why: z.nullable(z.string()),
  }),
})

export const BILL_STATES = ['open', 'agreed', 'paid', 'declined', 'cancelled', 'over'] as const

/**
 * A bill whose figures hold until `endsAt`, the same for clerk and member. `open`: waits; `agreed`: the member said yes; `declined`: the
 * member said no; `cancelled`: by the clerk, or another bill took its place; `over`: not confirmed in time.
 */
export const billCard = z.extend(figures, {
  id,
  state: z.enum(BILL_STATES),
  storeId: id,
  storeName: z.string(),
  endsAt: instant,
  /** The clerk cannot confirm before the member has agreed: coupons or points are used and the member’s code was not scanned. */
  mustAgree: z.boolean(),
  receiptNo: z.nullable(z.string()),
  /** Once it is paid. */
  purchaseId: z.nullable(id),
  /** What it gave, once it is paid. */
  earned: z.nullable(z.object({ points, growth: points, coupons: z.array(z.string()), balanceAfter: points })),
})

export const SLIP_STATES = ['open', 'claimed', 'cancelled', 'over'] as const

/** A receipt that a buyer who was no member yet can claim later, once, by its code. */
export const slipCard = z.object({
  id,
  /** What the code carries, as a mini program’s scene: at most 32 characters. */
  scene: z.string(),
  state: z.enum(SLIP_STATES),
  /** Claimed by the very member who asks. */
  isMine: z.boolean(),
  storeName: z.string(),
  receiptNo: z.string(),
  boughtAt: instant,
  amountFen: fen,
  lines: z.array(shownLine),
  earn: earnPreview,
  endsAt: instant,
  claimedAt: z.nullable(instant),
  purchaseId: z.nullable(id),
})

export type QuoteCard = z.infer<typeof quoteCard>
export type BillCard = z.infer<typeof billCard>
export type SlipCard = z.infer<typeof slipCard>
export type Basket = z.infer<typeof basket>
export type BillFigures = z.infer<typeof figures>
export type EarnPreview = z.infer<typeof earnPreview>
