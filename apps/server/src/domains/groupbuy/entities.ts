import { EntitySchema } from 'typeorm'
import type {
  ActivityState,
  GroupOrderState,
  IfFull,
  RefundCause,
  SizePrice,
  TeamState,
} from '@huitou/shared/groupbuy/schema'
import type { Drawing } from '@huitou/shared/mall/schema'
import { amount, count, flag, instant, json, key, longText, ref, text, token } from '#server/platform/db/columns'

export type ActivityRow = {
  id: string
  state: ActivityState
  name: string
  /** What everybody of a complete team gets: a coupon of this template, or this item of the mall. */
  templateId: string | null
  itemId: string | null
  drawing: Drawing
  pictureIds: string[]
  about: string[]
  singlePriceFen: number
  prices: SizePrice[]
  hours: number
  stockTotal: number
  /** Shared by all and touched last; left and taken make the total. */
  stockLeft: number
  perMemberLimit: number
  newcomersOnly: boolean
  openFrom: Date | null
  openUntil: Date | null
  organiser: string | null
  contact: string | null
  /** How many vouchers or goods of complete teams were given, for everybody to see. */
  sold: number
  savedAt: Date
  publishedAt: Date | null
  endedAt: Date | null
}

export const Activities = new EntitySchema<ActivityRow>({
  name: 'groupbuy_activity',
  columns: {
    id: key(),
    state: token(16),
    name: text(40),
    templateId: ref({ nullable: true }),
    itemId: ref({ nullable: true }),
    drawing: token(16),
    pictureIds: json(),
    about: json(),
    singlePriceFen: amount(),
    prices: json(),
    hours: count(),
    stockTotal: count(),
    stockLeft: count(),
    perMemberLimit: count(),
    newcomersOnly: flag(),
    openFrom: instant({ nullable: true }),
    openUntil: instant({ nullable: true }),
    organiser: text(40, { nullable: true }),
    contact: text(40, { nullable: true }),
    sold: count(),
    savedAt: instant(),
    publishedAt: instant({ nullable: true }),
    endedAt: instant({ nullable: true }),
  },
})

export type TeamRow = {
  id: string
  activityId: string
  state: TeamState
  size: number
  /** What joining costs, as it was when the team was opened. */
  priceFen: number
  /** Paid seats; never more than `size`. */
  seats: number
  leaderId: string
  /** Its share code. */
  scene: string
  openedAt: Date | null
  deadlineAt: Date | null
  /** When somebody has to look whether it is over; null once it is decided. */
  dueAt: Date | null
  decidedAt: Date | null
}

export const Teams = new EntitySchema<TeamRow>({
  name: 'groupbuy_team',
  columns: {
    id: key(),
    activityId: ref(),
    state: token(16),
    size: count(),
    priceFen: amount(),
    seats: count(),
    leaderId: ref(),
    scene: token(32),
    openedAt: instant({ nullable: true }),
    deadlineAt: instant({ nullable: true }),
    dueAt: instant({ nullable: true }),
    decidedAt: instant({ nullable: true }),
  },
})

export type GroupOrderRow = {
  id: string
  activityId: string
  memberId: string
  /** The same person over all their memberships: limits count on it. */
  person: string
  /** The team for a seat of which it pays, or has one. */
  teamId: string
  isLeader: boolean
  priceFen: number
  ifFull: IfFull
  state: GroupOrderState
  refundCause: RefundCause | null
  refundedFen: number
  paymentId: string | null
  payBy: Date
  /** Its buyer wants out while WeChat has not said whether it was paid. */
  cancelAskedAt: Date | null
  couponId: string | null
  /** Its goods, as an order of the mall; null before the team is complete, and of vouchers. */
  mallOrderId: string | null
  /** How goods get to the member, said when ordering: the store that hands them over, or where to send them, sealed and only while needed. */
  storeId: string | null
  addressSealed: string | null
  voucherEndsAt: Date | null
  /** What its use earned points as; null before it was used. */
  purchaseId: string | null
  placedAt: Date
  paidAt: Date | null
  wonAt: Date | null
}

export const GroupOrders = new EntitySchema<GroupOrderRow>({
  name: 'groupbuy_order',
  columns: {
    id: key(),
    activityId: ref(),
    memberId: ref(),
    person: token(64),
    teamId: ref(),
    isLeader: flag(),
    priceFen: amount(),
    ifFull: token(8),
    state: token(16),
    refundCause: token(16, { nullable: true }),
    refundedFen: amount(),
    paymentId: ref({ nullable: true }),
    payBy: instant(),
    cancelAskedAt: instant({ nullable: true }),
    couponId: ref({ nullable: true }),
    mallOrderId: ref({ nullable: true }),
    storeId: ref({ nullable: true }),
    addressSealed: longText({ nullable: true }),
    voucherEndsAt: instant({ nullable: true }),
    purchaseId: ref({ nullable: true }),
    placedAt: instant(),
    paidAt: instant({ nullable: true }),
    wonAt: instant({ nullable: true }),
  },
})

/** What operators added to a stock, and why. Insert-only. */
export type GroupStockRow = { id: string; activityId: string; added: number; actor: string; reason: string; at: Date }

export const GroupStock = new EntitySchema<GroupStockRow>({
  name: 'groupbuy_stock_change',
  columns: { id: key(), activityId: ref(), added: count(), actor: token(32), reason: text(60), at: instant() },
})

/** Every table of this room. */
export const groupbuyTables = [Activities, Teams, GroupOrders, GroupStock] as EntitySchema[]
