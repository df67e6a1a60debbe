import * as z from 'zod/mini'
import { cursor, fen, id, instant, page, points, scene } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { billCard, deduction, slipCard } from './bill-contract'

/** How far a purchase has been given back. */
const refundState = z.enum(['none', 'part', 'whole'])

const myPurchase = z.object({
  id,
  storeName: z.string(),
  /** 「海盐可颂 ×2、热美式」, at most three kinds. */
  goods: z.string(),
  at: instant,
  totalFen: fen,
  paidFen: fen,
  savedFen: fen,
  refundedFen: fen,
  refunded: refundState,
  /** What it gave, less what refunds took back. */
  earnedPoints: points,
})

const myLine = z.object({
  name: z.string(),
  quantity: z.int(),
  amountFen: fen,
  refundedQuantity: z.int(),
  refundedFen: fen,
})

const myRefund = z.object({
  id,
  at: instant,
  amountFen: fen,
  reason: z.string(),
  /** Points that paid a part and came back, and earned points that went. */
  returnedPoints: points,
  tookBackPoints: points,
  couponsReturned: z.int(),
})

/** What a member sees of their own bills, purchases and receipts. */
export const purchaseMemberApi = {
  'purchase.myBill': {
    kind: 'query',
    who: 'member',
    summary: 'The bill that a clerk has open for this member, or that ended a moment ago: the figures the clerk sees.',
    input: z.object({}),
    output: z.object({ bill: z.nullable(billCard) }),
  },
  'purchase.agree': {
    kind: 'command',
    who: 'member',
    summary: 'Says yes to a bill. Nothing is charged before the clerk confirms.',
    input: z.object({ billId: id }),
    output: z.object({ bill: billCard }),
  },
  'purchase.decline': {
    kind: 'command',
    who: 'member',
    summary: 'Says no to a bill; the clerk cannot confirm it any more, and no points or coupons move.',
    input: z.object({ billId: id }),
    output: z.object({ bill: billCard }),
  },
  'purchase.slip': {
    kind: 'query',
    who: 'visitor',
    summary:
      'What a receipt’s code would give: the shop, the amount, the points, and until when it can be claimed; for who is no member, through which code joining counts.',
    input: z.object({ scene }),
    output: z.object({ slip: slipCard, joinScene: z.nullable(scene) }),
  },
  'purchase.claimSlip': {
    kind: 'command',
    who: 'member',
    summary: 'Claims a receipt, once: points and growth as of when it was bought.',
    input: z.object({ scene }),
    output: z.object({ slip: slipCard, earned: z.object({ points, growth: points, coupons: z.array(z.string()) }) }),
  },
  'purchase.mine': {
    kind: 'query',
    who: 'member',
    summary: 'The member’s purchases, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(myPurchase),
  },
  'purchase.myPurchase': {
    kind: 'query',
    who: 'member',
    summary: 'One purchase of the member’s: lines, what was saved, points, refunds.',
    input: z.object({ purchaseId: id }),
    output: z.object({
      purchase: z.extend(myPurchase, { receiptNo: z.string(), offsetPoints: points, returnedPoints: points }),
      lines: z.array(myLine),
      deductions: z.array(deduction),
      refunds: z.array(myRefund),
    }),
  },
} as const satisfies Contracts

export type MyPurchase = z.infer<typeof myPurchase>
export type MyRefund = z.infer<typeof myRefund>
