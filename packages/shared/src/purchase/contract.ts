import * as z from 'zod/mini'
import { evaluation } from '../earning/judged/contract'
import { CHANNELS } from '../earning/fact-rules'
import { cursor, day, fen, id, instant, page, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { deduction, receiptNo } from './bill-contract'

const channel = z.enum(CHANNELS.map((one) => String(one.value)))
const quantity = z.int().check(z.gte(1), z.lte(10_000))

/** Names one refund in the till’s own system. */
const refundKey = z.string().check(z.regex(/^[\w-]{1,40}$/))

const line = z.object({
  sku: z.optional(text(40)),
  name: text(60),
  category: text(40),
  quantity,
  paidFen: fen,
})

const purchase = z.object({
  id,
  memberId: id,
  storeId: id,
  receiptNo: z.string(),
  day,
  at: instant,
  channel,
  paidFen: fen,
  refundedFen: fen,
  decisionId: z.nullable(id),
  /** What the goods cost before anything was taken off, and what tier and coupons took off. */
  totalFen: fen,
  offFen: fen,
  /** What points paid, how many, and how many of them have come back. */
  offsetFen: fen,
  offsetPoints: points,
  returnedPoints: points,
})

const purchaseLine = z.object({
  line: z.int(),
  sku: z.nullable(z.string()),
  name: z.string(),
  category: z.string(),
  quantity: z.int(),
  paidFen: fen,
  refundedQuantity: z.int(),
  refundedFen: fen,
  /** What tier and coupons took off the line, and what of it points paid. */
  offFen: fen,
  offsetFen: fen,
  points,
})

/** What a purchase gave, or what a refund took back. */
const moved = z.object({ points, growth: points })

const refund = z.object({
  id,
  purchaseId: id,
  refundKey: z.string(),
  amountFen: fen,
  reason: z.string(),
  at: instant,
  tookBack: moved,
  /** Coupons that the purchase gave and that were still unused. */
  couponsTakenBack: z.int(),
  /** Points with which a part was paid, on their way back; and coupons used on it, when it was refunded whole. */
  returnedPoints: points,
  couponsReturned: z.int(),
})

const summary = z.object({
  orders: z.int(),
  /** Orders of which nothing was given back (S-196). */
  ordersWithoutRefund: z.int(),
  spentFen: z.int(),
  firstAt: z.nullable(instant),
  lastAt: z.nullable(instant),
})

export const purchaseApi = {
  'purchase.record': {
    kind: 'command',
    who: 'operator',
    may: 'purchases',
    summary: 'Records that a member bought; points, growth and coupons follow from the rules in the same step.',
    input: z.object({
      memberId: id,
      storeId: id,
      receiptNo,
      /** The goods; or, without them, what was paid in all. */
      lines: z.optional(z.array(line).check(z.minLength(1), z.maxLength(100))),
      paidFen: z.optional(fen),
      channel: z.optional(channel),
      /** When it happened, up to 30 days back; by default now. */
      at: z.optional(instant),
    }),
    output: z.object({
      purchase,
      earned: z.extend(moved, { coupons: z.array(z.string()), balanceAfter: points }),
      evaluation: z.nullable(evaluation),
    }),
  },
  'purchase.refund': {
    kind: 'command',
    who: 'operator',
    may: 'purchases',
    summary: 'Takes a purchase back, whole, by lines or by an amount, and with it its share of points and growth.',
    input: z.object({
      purchaseId: id,
      refundKey,
      reason: text(80),
      what: z.discriminatedUnion('by', [
        z.object({ by: z.literal('whole') }),
        z.object({
          by: z.literal('lines'),
          lines: z.array(z.object({ line: z.int().check(z.gte(1)), quantity })).check(z.minLength(1), z.maxLength(100)),
        }),
        z.object({ by: z.literal('amount'), amountFen: fen.check(z.gte(1)) }),
      ]),
    }),
    output: z.object({ refund, purchase }),
  },
  'purchase.list': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Purchases of a member, or of a store’s day, newest first.',
    input: z.object({
      memberId: z.optional(id),
      storeId: z.optional(id),
      day: z.optional(day),
      before: z.optional(cursor),
    }),
    output: page(purchase),
  },
  'purchase.get': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One purchase with its lines and its refunds.',
    input: z.object({ purchaseId: id }),
    output: z.object({
      purchase,
      lines: z.array(purchaseLine),
      refunds: z.array(refund),
      deductions: z.array(deduction),
    }),
  },
  'purchase.summary': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'How often and how much a member has bought, net of refunds.',
    input: z.object({ memberId: id }),
    output: z.object({ summary }),
  },
} as const satisfies Contracts

export type PurchaseCard = z.infer<typeof purchase>
export type RefundCard = z.infer<typeof refund>
