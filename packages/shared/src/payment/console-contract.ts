import * as z from 'zod/mini'
import { cursor, day, fen, id, instant, page, text } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { DIFFERENCE_KINDS } from './bill-rules'
import { PAYMENT_STATES, REFUND_STATES, REFUND_TROUBLES } from './rules'
import { TASK_KINDS } from './word-rules'

const refundCard = z.object({
  id,
  outRefundNo: z.string(),
  /** Numbers under which WeChat closed it before. */
  earlierNumbers: z.array(z.string()),
  amountFen: fen,
  reason: z.string(),
  state: z.enum(REFUND_STATES),
  trouble: z.nullable(z.enum(REFUND_TROUBLES)),
  wantedAt: instant,
  doneAt: z.nullable(instant),
  attempts: z.int(),
  lastError: z.nullable(z.string()),
  /** Why it was paid back otherwise; null when it was not. */
  resolvedWhy: z.nullable(z.string()),
})

const paymentCard = z.object({
  id,
  outTradeNo: z.string(),
  transactionId: z.nullable(z.string()),
  purpose: z.string(),
  subjectId: id,
  memberId: id,
  memberName: z.string(),
  description: z.string(),
  amountFen: fen,
  refundedFen: fen,
  state: z.enum(PAYMENT_STATES),
  /** Paid after it was closed; it goes back by itself. */
  late: z.boolean(),
  createdAt: instant,
  expiresAt: instant,
  paidAt: z.nullable(instant),
  closedAt: z.nullable(instant),
  lastError: z.nullable(z.string()),
})

const noticeCard = z.object({
  id,
  kind: z.string(),
  receivedAt: instant,
  outcome: z.nullable(z.string()),
  amountFen: fen,
  mismatch: z.nullable(z.string()),
  resolvedWhy: z.nullable(z.string()),
})

const shippingCard = z.object({
  id,
  part: z.int(),
  logistics: z.string(),
  state: z.enum(['wanted', 'done', 'failed']),
  attempts: z.int(),
  lastError: z.nullable(z.string()),
})

const task = z.object({
  kind: z.enum(TASK_KINDS),
  what: z.string(),
  todo: z.string(),
  at: instant,
  amountFen: z.nullable(fen),
  /** WeChat’s or our own words on the last attempt. */
  lastError: z.nullable(z.string()),
  outTradeNo: z.nullable(z.string()),
  paymentId: z.nullable(id),
  refundId: z.nullable(id),
  noticeId: z.nullable(id),
  day: z.nullable(day),
})

const billCard = z.object({
  day,
  state: z.enum(['wanted', 'equal', 'different']),
  paidCount: z.int(),
  paidFen: fen,
  refundCount: z.int(),
  refundFen: fen,
  differenceCount: z.int(),
  fetchedAt: z.nullable(instant),
  lastError: z.nullable(z.string()),
})

const billDetail = z.extend(billCard, {
  differences: z.array(
    z.object({
      kind: z.enum(DIFFERENCE_KINDS),
      outTradeNo: z.string(),
      outRefundNo: z.nullable(z.string()),
      oursFen: z.nullable(z.int()),
      theirsFen: z.nullable(z.int()),
    }),
  ),
})

const why = text(200)

export const paymentConsoleApi = {
  'payment.find': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Payments, newest first.',
    input: z.object({
      state: z.optional(z.enum(PAYMENT_STATES)),
      /** The business day on which they were wanted. */
      day: z.optional(day),
      outTradeNo: z.optional(z.string().check(z.maxLength(32))),
      before: z.optional(cursor),
    }),
    output: page(paymentCard),
  },
  'payment.show': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One payment with its refunds, its notices and what WeChat was told of its shipping.',
    input: z.object({ paymentId: id }),
    output: z.object({
      payment: paymentCard,
      refunds: z.array(refundCard),
      notices: z.array(noticeCard),
      shipping: z.array(shippingCard),
    }),
  },
  'payment.tasks': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'What does not go on without a person, with words for what to do.',
    input: z.object({}),
    output: z.object({ tasks: z.array(task) }),
  },
  'payment.retryRefund': {
    kind: 'outside',
    who: 'operator',
    may: 'approve',
    summary:
      'Asks WeChat how a refund stands and sends it again: under the same number, or under a new one when WeChat has closed the old one for good.',
    input: z.object({ refundId: id }),
    output: z.object({ refund: refundCard }),
  },
  'payment.settleRefund': {
    kind: 'outside',
    who: 'operator',
    may: 'approve',
    summary:
      'Says that the money was paid back otherwise, after a second look at WeChat: refused when WeChat did it, or still works on it.',
    input: z.object({ refundId: id, amountSeenFen: fen, why }),
    output: z.object({ refund: refundCard }),
  },
  'payment.settleNotice': {
    kind: 'command',
    who: 'operator',
    may: 'approve',
    summary: 'Closes the matter of a notice that fits no order, with what was found out.',
    input: z.object({ noticeId: id, why }),
    output: z.object({ notice: noticeCard }),
  },
  'payment.bills': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'WeChat’s daily bills and whether they equal ours, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(billCard),
  },
  'payment.bill': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'The bill of one day (in Beijing) and each difference.',
    input: z.object({ day }),
    output: z.object({ bill: billDetail }),
  },
  'payment.checkBill': {
    kind: 'outside',
    who: 'operator',
    may: 'approve',
    summary: 'Fetches the bill of a day from WeChat and compares it again.',
    input: z.object({ day }),
    output: z.object({ bill: billDetail }),
  },
} as const satisfies Contracts

export type PaymentCard = z.infer<typeof paymentCard>
export type PaymentRefundCard = z.infer<typeof refundCard>
export type PaymentNoticeCard = z.infer<typeof noticeCard>
export type PaymentTask = z.infer<typeof task>
export type BillCard = z.infer<typeof billCard>
