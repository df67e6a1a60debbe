import * as z from 'zod/mini'
import type { NoticedRefund } from './notice'
import { PayError } from './pay-error'
import type { ToldOrder, ToldRefund } from './told'

const TRADE_STATES = ['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR'] as const
const REFUND_STATUSES = ['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'] as const

const number = z.string().check(z.regex(/^[\w|*@-]{1,64}$/))
const fen = z.int().check(z.gte(0))
const moment = z.iso.datetime({ offset: true })

const order = z.object({
  appid: z.string(),
  mchid: z.string(),
  out_trade_no: number,
  trade_state: z.enum(TRADE_STATES),
  transaction_id: z.optional(number),
  success_time: z.optional(moment),
  payer: z.optional(z.object({ openid: z.optional(z.string()) })),
  amount: z.optional(z.object({ total: z.optional(fen) })),
})

const refund = z.object({
  out_refund_no: number,
  refund_id: number,
  channel: z.optional(z.string().check(z.maxLength(32))),
  status: z.enum(REFUND_STATUSES),
  create_time: z.optional(moment),
  success_time: z.optional(moment),
  amount: z.object({ refund: fen }),
})

const noticedRefund = z.object({
  mchid: z.string(),
  out_trade_no: number,
  out_refund_no: number,
  refund_id: number,
  refund_status: z.enum(REFUND_STATUSES),
  success_time: z.optional(moment),
  amount: z.object({ refund: fen }),
})

const momentOf = (text: string | undefined) => (text === undefined ? null : new Date(text))

/** What an answer says, in the shape that was expected; an answer of another shape concludes nothing. */
export function shaped<Shape extends z.core.$ZodType>(call: string, shape: Shape, json: unknown): z.output<Shape> {
  const parsed = z.safeParse(shape, json)
  if (!parsed.success) throw new PayError({ kind: 'unavailable', call, note: 'the answer has an unknown shape' })
  return parsed.data
}

/** An order as a query or a notice tells it. */
export function toldOrder(call: string, json: unknown): ToldOrder {
  const told = shaped(call, order, json)
  return {
    ...{ tradeState: told.trade_state, appId: told.appid, mchId: told.mchid, outTradeNo: told.out_trade_no },
    ...{ transactionId: told.transaction_id ?? null, amountFen: told.amount?.total ?? 0 },
    ...{ openId: told.payer?.openid ?? null, paidAt: momentOf(told.success_time) },
  }
}

/** A refund as its creation or a query tells it. */
export function toldRefund(call: string, json: unknown): ToldRefund {
  const told = shaped(call, refund, json)
  return {
    ...{ status: told.status, outRefundNo: told.out_refund_no, refundId: told.refund_id },
    ...{ channel: told.channel ?? null, amountFen: told.amount.refund },
    ...{ acceptedAt: momentOf(told.create_time), doneAt: momentOf(told.success_time) },
  }
}

/** A refund as a notice tells it. */
export function noticedRefundIn(call: string, json: unknown): NoticedRefund {
  const told = shaped(call, noticedRefund, json)
  return {
    ...{ mchId: told.mchid, outTradeNo: told.out_trade_no, outRefundNo: told.out_refund_no, refundId: told.refund_id },
    ...{ status: told.refund_status, amountFen: told.amount.refund, doneAt: momentOf(told.success_time) },
  }
}

export const prepaid = z.object({ prepay_id: z.string().check(z.regex(/^[\w-]{1,64}$/)) })

export const billPlace = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().check(z.regex(/^[0-9a-fA-F]{40}$/)),
  download_url: z.url(),
})
