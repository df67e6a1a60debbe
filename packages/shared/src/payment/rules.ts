import { no, type Decision } from '../kit/decision'

/**
 * `created`: wanted, WeChat was not asked yet. `prepared`: the member can pay. `closing`: no longer wanted, WeChat may still say that it was
 * paid. `paid` and `closed` are final.
 */
export const PAYMENT_STATES = ['created', 'prepared', 'closing', 'paid', 'closed'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** Where a payment may go from where it stands. */
export const PAYMENT_MOVES: Record<PaymentState, readonly PaymentState[]> = {
  created: ['prepared', 'closing', 'paid', 'closed'],
  prepared: ['closing', 'paid', 'closed'],
  closing: ['paid', 'closed'],
  paid: [],
  closed: [],
}

/** Whether a payment may go from one state to another. */
export const mayMove = (from: PaymentState, to: PaymentState) => PAYMENT_MOVES[from].includes(to)

/** `wanted`: to be sent. `sent`: WeChat was asked. `done`: the money is back. `failed`: WeChat closed it, or somebody gave it up. */
export const REFUND_STATES = ['wanted', 'sent', 'done', 'failed'] as const
export type RefundState = (typeof REFUND_STATES)[number]

/** Why a refund needs a person. `refused`: WeChat does not take it as it is. `late`: worked on for more than a day. */
export const REFUND_TROUBLES = ['not_enough', 'abnormal', 'closed', 'refused', 'late'] as const
export type RefundTrouble = (typeof REFUND_TROUBLES)[number]

/** WeChat refunds one payment in fifty parts at most (R20). */
export const REFUND_PARTS_MAX = 50

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Between two refunds of one payment WeChat wants a minute (R20); a second more for the way. */
export const REFUND_GAP_MS = 61 * SECOND_MS

/** What is asked back must have been paid, and not be on its way back already. */
export function judgeRefund(
  payment: { amountFen: number; refundedFen: number; wasPaid: boolean; parts: number },
  amountFen: number,
): Decision<object, 'payment_not_paid' | 'refund_too_much' | 'refund_parts'> {
  if (!payment.wasPaid) return no('payment_not_paid')
  if (amountFen < 1 || payment.refundedFen + amountFen > payment.amountFen) return no('refund_too_much')
  return payment.parts >= REFUND_PARTS_MAX ? no('refund_parts') : { ok: true }
}

/** When the next part of a payment may be sent, after the last one. One that a wrong clock put into the future keeps nobody waiting. */
export const nextPartAt = (lastSentAt: Date | null, now: Date) =>
  lastSentAt === null || lastSentAt > now
    ? now
    : new Date(Math.max(now.getTime(), lastSentAt.getTime() + REFUND_GAP_MS))

const PREPAY_LIFE_MS = 2 * HOUR_MS
/** Who has it on screen needs time to pay. */
const PREPAY_MARGIN_MS = 5 * MINUTE_MS

/** How long what WeChat answered to an order can be paid with. */
export const prepayEndsAt = (orderedAt: Date) => new Date(orderedAt.getTime() + PREPAY_LIFE_MS)

/** Whether what WeChat answered before can still be given to the member. */
export const prepayHolds = (endsAt: Date | null, now: Date) =>
  endsAt !== null && endsAt.getTime() - PREPAY_MARGIN_MS > now.getTime()

/** WeChat takes no order that ends within the minute. */
export const ORDER_AHEAD_MS = MINUTE_MS

const LOOKS_MS = [30 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS]
const LATER_LOOKS_MS = 10 * MINUTE_MS

/** A notice can be lost: when to ask WeChat next about a payment that waits, at the latest at its end. */
export const nextLookAt = (looks: number, now: Date, expiresAt: Date) =>
  new Date(Math.min(now.getTime() + (LOOKS_MS[looks] ?? LATER_LOOKS_MS), Math.max(expiresAt.getTime(), now.getTime())))

const RETRIES_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS]

/** When to try again what has failed `attempts` times; it never gives up, an hour apart in the end. */
export const retryAt = (attempts: number, now: Date) =>
  new Date(now.getTime() + (RETRIES_MS[Math.max(0, attempts - 1)] ?? HOUR_MS))

const FOLLOW_MS = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS]

/** When to ask next after a refund that WeChat works on. */
export const followAt = (looks: number, now: Date) => new Date(now.getTime() + (FOLLOW_MS[looks] ?? HOUR_MS))

/** A refund that is worked on for longer is shown to somebody. */
export const isLate = (sentAt: Date | null, now: Date) => sentAt !== null && now.getTime() - sentAt.getTime() > DAY_MS

/** What a notice tells and what is asked of it (R16). */
export type ToldPayment = {
  appId: string
  mchId: string
  outTradeNo: string
  amountFen: number
  openId: string | null
}

/** In what a told payment differs from the one that was wanted; null when in nothing. */
export function mismatchOf(told: ToldPayment, wanted: ToldPayment): string | null {
  if (told.mchId !== wanted.mchId) return 'mchid'
  if (told.appId !== wanted.appId) return 'appid'
  if (told.outTradeNo !== wanted.outTradeNo) return 'out_trade_no'
  if (told.amountFen !== wanted.amountFen) return 'amount'
  // Forgotten since: who paid can no longer be compared.
  return wanted.openId !== null && told.openId !== wanted.openId ? 'payer' : null
}
