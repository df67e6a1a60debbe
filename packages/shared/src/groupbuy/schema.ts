import * as z from 'zod/mini'
import { fen, id, instant, text } from '../kit/schema'
import { DRAWINGS } from '../mall/schema'

/** 2 to 5 real people, the one who opens the team among them (R31). */
export const TEAM_SIZE_MIN = 2
export const TEAM_SIZE_MAX = 5

export const ACTIVITY_STATES = ['draft', 'on', 'paused', 'ended'] as const
export const TEAM_STATES = ['opening', 'forming', 'succeeded', 'failed'] as const
export const GROUP_ORDER_STATES = ['paying', 'closed', 'seated', 'won', 'used', 'refunding', 'refunded'] as const
/** Why a paid order goes back. */
export const REFUND_CAUSES = [
  'team_failed',
  'no_seat',
  'cancelled',
  'requested',
  'expired',
  'unavailable',
  'left',
  'returned',
] as const
/** What becomes of a payment that finds the team full: a team of one's own, or the money back. */
export const IF_FULL = ['open', 'refund'] as const

export type ActivityState = (typeof ACTIVITY_STATES)[number]
export type TeamState = (typeof TEAM_STATES)[number]
export type GroupOrderState = (typeof GROUP_ORDER_STATES)[number]
export type RefundCause = (typeof REFUND_CAUSES)[number]
export type IfFull = (typeof IF_FULL)[number]
/** What everybody of a complete team gets: a voucher for the wallet, or goods of the mall. */
export type Prize = 'voucher' | 'goods'

const atMost = (max: number) => z.int().check(z.gte(1), z.lte(max))
const teamSize = z.int().check(z.gte(TEAM_SIZE_MIN), z.lte(TEAM_SIZE_MAX))

/** What each pays in a team of this size. Who opens it may pay less. */
export const sizePrice = z.object({ size: teamSize, priceFen: fen, leaderPriceFen: fen })

/** What an operator decides about a group-buy. */
export const activityBody = z.object({
  name: text(40),
  /** The coupon of kind exchange that everybody of a complete team gets; the counter takes it like any other. Null when it is goods. */
  templateId: z.nullable(id),
  /** The goods of the mall that everybody of a complete team gets instead: picked up or sent, as the item says. */
  itemId: z.nullable(id),
  /** What stands for it where there is no photograph. */
  drawing: z.enum(DRAWINGS),
  pictureIds: z.array(id).check(z.maxLength(6)),
  /** The shop's own sentences about what it is. */
  about: z.array(text(100)).check(z.maxLength(10)),
  /** What one alone pays in the shop. */
  singlePriceFen: fen,
  /** By size, smallest first: the more, the cheaper. */
  prices: z.array(sizePrice).check(z.minLength(1), z.maxLength(4)),
  /** How long a team has to be complete, from when it was opened. */
  hours: atMost(72),
  /** How many pieces there are in all. */
  stockTotal: z.int().check(z.gte(0), z.lte(1_000_000)),
  perMemberLimit: atMost(100),
  /** Only who has never bought here may join; anybody may open. */
  newcomersOnly: z.boolean(),
  /** When teams can be opened. */
  from: z.nullable(instant),
  until: z.nullable(instant),
  /** Who is behind it and how to reach them, which the law wants told (S-203, R33). */
  organiser: z.nullable(text(40)),
  contact: z.nullable(text(40)),
})

/** What an operator sends: of a new one at least name, coupon or goods, prices; what is left out has its default, or stays. */
export const activityDraft = z.partial(activityBody)

export type ActivityBody = z.infer<typeof activityBody>
export type ActivityDraft = z.infer<typeof activityDraft>
export type SizePrice = z.infer<typeof sizePrice>

/** What a new group-buy is where its operator says nothing. */
export const ACTIVITY_DEFAULTS: Omit<ActivityBody, 'name' | 'templateId' | 'itemId' | 'prices' | 'singlePriceFen'> = {
  ...{ drawing: 'ticket', pictureIds: [], about: [], hours: 24, stockTotal: 0, perMemberLimit: 2 },
  ...{ newcomersOnly: false, from: null, until: null, organiser: null, contact: null },
}
