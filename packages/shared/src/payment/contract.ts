import * as z from 'zod/mini'
import { cursor, fen, id, instant, page } from '../kit/schema'
import type { Contracts } from '../kit/contract'
import { paymentConsoleApi } from './console-contract'
import { REFUND_STATES } from './rules'

const paidCard = z.object({
  id,
  description: z.string(),
  amountFen: fen,
  paidAt: instant,
  words: z.string(),
  refunds: z.array(
    z.object({
      amountFen: fen,
      state: z.enum(REFUND_STATES),
      reason: z.string(),
      wantedAt: instant,
      doneAt: z.nullable(instant),
      words: z.string(),
    }),
  ),
})

export const paymentApi = {
  'payment.prepare': {
    kind: 'outside',
    who: 'member',
    summary:
      'What wx.requestPayment takes, for a payment of this member’s. May be asked again while it can be paid. The outcome is told by payment.result, never by the phone.',
    input: z.object({ paymentId: id }),
    output: z.object({
      params: z.object({
        timeStamp: z.string(),
        nonceStr: z.string(),
        package: z.string(),
        signType: z.literal('RSA'),
        paySign: z.string(),
      }),
      expiresAt: instant,
    }),
  },
  'payment.result': {
    kind: 'outside',
    who: 'member',
    summary: 'Whether a payment of this member’s is paid, by WeChat’s word.',
    input: z.object({ paymentId: id }),
    output: z.object({
      state: z.enum(['waiting', 'paid', 'closed']),
      amountFen: fen,
      paidAt: z.nullable(instant),
    }),
  },
  'payment.mine': {
    kind: 'query',
    who: 'member',
    summary: 'What the member has paid and what went back, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(paidCard),
  },
  ...paymentConsoleApi,
} as const satisfies Contracts

export type PaidCard = z.infer<typeof paidCard>
