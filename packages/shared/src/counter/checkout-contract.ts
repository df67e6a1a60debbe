import * as z from 'zod/mini'
import { billCard, basket, choice, quoteCard, receiptNo, slipCard } from '../purchase/bill-contract'
import { purchaseApi } from '../purchase/contract'
import { fen, id, instant, points, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'

const asked = z.extend(z.extend(basket, choice.shape), { visitId: id })
const reason = text(60)
const given = purchaseApi['purchase.get'].output.shape

/** What came back, and what went back with it. */
const refund = z.object({
  id,
  purchaseId: id,
  amountFen: fen,
  reason: z.string(),
  at: instant,
  tookBack: z.object({ points, growth: points }),
  couponsTakenBack: z.int(),
  /** Points with which a part was paid, on their way back; and coupons used on it, when it was refunded whole. */
  returnedPoints: points,
  couponsReturned: z.int(),
})

export const checkoutApi = {
  'counter.quote': {
    kind: 'query',
    who: 'clerk',
    summary: 'What the member of a visit would pay, line by line, and the coupons and points there are to choose from.',
    input: asked,
    output: z.object({ quote: quoteCard }),
  },
  'counter.openBill': {
    kind: 'command',
    who: 'clerk',
    summary:
      'Fixes a bill’s figures for three minutes and shows it on the member’s phone. Refused when they are not those seen, and, without a receipt’s number, when the same sum was recorded minutes ago, until `again` says that it is another sale.',
    input: z.extend(asked, {
      receiptNo: z.optional(receiptNo),
      payableSeenFen: fen,
      again: z.optional(z.literal(true)),
    }),
    output: z.object({ bill: billCard }),
  },
  'counter.bill': {
    kind: 'query',
    who: 'clerk',
    summary: 'The bill as it stands: whether the member has agreed, and whether it is paid.',
    input: z.object({ billId: id }),
    output: z.object({ bill: billCard }),
  },
  'counter.confirmBill': {
    kind: 'command',
    who: 'clerk',
    summary:
      'The money is in: uses the coupons, takes the points, records the purchase and gives what follows, all or nothing.',
    input: z.object({ billId: id }),
    output: z.object({ bill: billCard }),
  },
  'counter.cancelBill': {
    kind: 'command',
    who: 'clerk',
    summary: 'Gives a bill up that is not paid. Nothing was taken.',
    input: z.object({ billId: id }),
    output: z.object({ bill: billCard }),
  },
  'counter.purchase': {
    kind: 'query',
    who: 'clerk',
    summary: 'One purchase of the clerk’s stores, with its lines and what has been refunded.',
    input: z.object({ purchaseId: id }),
    output: z.object({ ...given, memberName: z.string(), refundUntil: z.nullable(instant) }),
  },
  'counter.refund': {
    kind: 'command',
    who: 'clerk',
    summary:
      'Takes a purchase back: a clerk the whole of their own within ten minutes, a manager whole or in part for thirty days.',
    input: z.object({ purchaseId: id, reason, what: purchaseApi['purchase.refund'].input.shape.what }),
    output: z.object({ refund }),
  },
  'counter.writeSlip': {
    kind: 'command',
    who: 'clerk',
    summary: 'A receipt with a code, for a buyer who is no member yet and may claim its points later.',
    input: z.extend(basket, { storeId: id, receiptNo: z.optional(receiptNo) }),
    output: z.object({ slip: slipCard }),
  },
  'counter.cancelSlip': {
    kind: 'command',
    who: 'clerk',
    summary: 'Takes a receipt’s code back that nobody has claimed.',
    input: z.object({ slipId: id, reason }),
    output: z.object({ slip: slipCard }),
  },
  'counter.slipImage': {
    kind: 'outside',
    who: 'clerk',
    summary: 'The mini program code of a receipt, as WeChat draws it.',
    input: z.object({ slipId: id }),
    output: z.object({ image: z.string() }),
  },
  'counter.pickUp': {
    kind: 'command',
    who: 'clerk',
    summary: 'Hands the goods of a mall order over. Two clerks at once: one does, the other is told.',
    input: z.object({ visitId: id, orderId: id }),
    output: z.object({ orderId: id, at: instant }),
  },
  'counter.undoPickUp': {
    kind: 'command',
    who: 'clerk',
    summary: 'Takes a hand-over back, within the window and with a reason: the order waits again.',
    input: z.object({ orderId: id, reason }),
    output: z.object({ orderId: id }),
  },
} as const satisfies Contracts
