import * as z from 'zod/mini'
import { fen, text } from '../kit/schema'

/** `ended` also for an application that was declined. */
export const DISTRIBUTOR_STATES = ['applied', 'active', 'paused', 'ended'] as const
export const ENTRY_KINDS = ['earn', 'claw_back', 'payout'] as const
export const PAYOUT_STATES = ['requested', 'approved', 'paid', 'rejected'] as const
/** How the shop paid, outside of this system. */
export const PAYOUT_METHODS = ['wechat', 'alipay', 'bank', 'cash', 'other'] as const

export type DistributorState = (typeof DISTRIBUTOR_STATES)[number]
export type CommissionState = 'frozen' | 'due' | 'paid' | 'clawed_back'
export type EntryKind = (typeof ENTRY_KINDS)[number]
export type PayoutState = (typeof PAYOUT_STATES)[number]
export type PayoutMethod = (typeof PAYOUT_METHODS)[number]

const whole = (min: number, max: number) => z.int().check(z.gte(min), z.lte(max))

/** A share of the money that was paid, or a fixed sum for a purchase. */
const rate = z.union([
  z.object({ by: z.literal('permille'), permille: whole(1, 500) }),
  z.object({ by: z.literal('fixed'), amountFen: whole(1, 1_000_000) }),
])

/** What a shop decides about distribution. There is one level: nothing here says anything of a second. */
export const settingsBody = z.object({
  rate,
  /** Whether a customer's first purchase brings commission, or each. */
  purchases: z.enum(['first', 'each']),
  /** How long after the first touch joining still binds. */
  windowDays: whole(1, 90),
  /** How long after joining a customer's purchases bring commission. */
  earningDays: whole(1, 3650),
  /** How long a commission is frozen: goods may come back. */
  refundDays: whole(7, 90),
  minPayoutFen: fen.check(z.gte(1)),
  /** What has to be paid in one purchase for it to bring commission; left out, any amount. */
  minPurchaseFen: z.optional(fen),
  /** Whether members may apply; otherwise the shop names who it wants. */
  applications: z.boolean(),
  /** Who answers for it, and how they are reached. */
  organiser: text(60),
  contact: text(100),
})

export type Rate = z.infer<typeof rate>
export type SettingsBody = z.infer<typeof settingsBody>
