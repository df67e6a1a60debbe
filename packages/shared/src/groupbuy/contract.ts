import * as z from 'zod/mini'
import { couponFace } from '../coupon/face-schema'
import { cursor, fen, id, instant, page, scene } from '../kit/schema'
import { DRAWINGS } from '../mall/schema'
import { pictureLinks } from '../media/contract'
import { storeCard } from '../store/contract'
import { groupbuyConsoleApi } from './console-contract'
import { GROUP_ORDER_STATES, IF_FULL, sizePrice, TEAM_STATES } from './schema'
import type { Contracts } from '../kit/contract'

const moment = z.nullable(instant)

/** A no that can be told before the button: its code and its words. */
const why = z.nullable(z.object({ code: z.string(), words: z.string() }))

const activityCard = z.object({
  id,
  name: z.string(),
  drawing: z.enum(DRAWINGS),
  cover: z.nullable(pictureLinks),
  singlePriceFen: fen,
  prices: z.array(sizePrice),
  /** How many pieces are left. */
  left: z.int(),
  /** How many people got theirs: vouchers of complete teams, none invented. */
  sold: z.int(),
  newcomersOnly: z.boolean(),
  until: moment,
})

/** A seat as anybody may see it: others masked (R34). */
const seat = z.object({ name: z.string(), isLeader: z.boolean(), isYou: z.boolean() })

const teamCard = z.object({
  id,
  scene,
  state: z.enum(TEAM_STATES),
  size: z.int(),
  seats: z.array(seat),
  missing: z.int(),
  /** How many are paying at this moment. */
  paying: z.int(),
  /** What a seat costs. */
  priceFen: fen,
  deadlineAt: moment,
})

/** Goods of the mall that a complete team gets. */
const groupGoods = z.object({
  name: z.string(),
  /** Stores that hand it over now; null: it is not picked up. */
  stores: z.nullable(z.array(storeCard)),
  /** It can be sent, at no cost. */
  sent: z.boolean(),
})

/** What everybody of a complete team gets: a voucher, or `goods`. */
const prize = {
  /** What the voucher shows; of goods the same in a voucher's words, for mini programs that know vouchers only. */
  face: couponFace,
  goods: z.nullable(groupGoods),
  /** Until when it holds or waits to be picked up, in words. */
  validity: z.string(),
}

const shownTeam = z.extend(teamCard, {
  activity: activityCard,
  ...prize,
  /** Your order in this team. */
  orderId: z.nullable(id),
  /** Why you cannot join now; null when you can. Visitors who have not joined as members get `join_needed`. */
  why,
})

const groupOrder = z.object({
  id,
  activityId: id,
  name: z.string(),
  drawing: z.enum(DRAWINGS),
  cover: z.nullable(pictureLinks),
  isLeader: z.boolean(),
  size: z.int(),
  priceFen: fen,
  /** What of it went back, for whatever reason. */
  refundedFen: fen,
  state: z.enum(GROUP_ORDER_STATES),
  /** The state in words: what happened, and where the money is. */
  words: z.string(),
  paymentId: z.nullable(id),
  payBy: moment,
  placedAt: instant,
  /** Null once the order has left its team or never had a seat. */
  team: z.nullable(teamCard),
  couponId: z.nullable(id),
  voucherEndsAt: moment,
  /** How its goods get to the member; null when it is a voucher. `orderId`: the order of the mall that hands them over, once it is there. */
  goods: z.nullable(
    z.object({
      way: z.enum(['pickup', 'delivery']),
      storeName: z.nullable(z.string()),
      orderId: z.nullable(id),
    }),
  ),
  mayCancel: z.boolean(),
  mayRefund: z.boolean(),
})

const placed = z.object({ order: groupOrder })

/** How goods get to the member: picked up in a store, or sent to an address. Of a voucher neither. */
const way = { storeId: z.optional(id), addressId: z.optional(id) }

export const groupbuyApi = {
  'groupbuy.list': {
    kind: 'query',
    who: 'visitor',
    summary: 'Group-buys in which teams can be opened now, those that end first at the top.',
    input: z.object({}),
    output: z.object({ activities: z.array(activityCard) }),
  },
  'groupbuy.show': {
    kind: 'query',
    who: 'visitor',
    summary: 'One group-buy with all that is to be known before paying, and teams that still miss somebody.',
    input: z.object({ activityId: id }),
    output: z.object({
      activity: z.extend(activityCard, {
        pictures: z.array(pictureLinks),
        about: z.array(z.string()),
        /** How it works, what happens when nobody comes, who is behind it: in words. */
        rules: z.array(z.string()),
        ...prize,
        hours: z.int(),
        perMemberLimit: z.int(),
      }),
      teams: z.array(teamCard),
      /** Why you cannot open a team now. */
      why,
      /** An order of yours that waits for payment, or a team of yours that is open. */
      orderId: z.nullable(id),
    }),
  },
  'groupbuy.team': {
    kind: 'query',
    who: 'visitor',
    summary: 'A team by its share code: who is in (masked), who is missing, until when.',
    input: z.object({ scene }),
    output: z.object({ team: shownTeam }),
  },
  'groupbuy.open': {
    kind: 'command',
    who: 'member',
    summary:
      'Orders the first seat of a new team. The team is there once it is paid. Of goods `storeId` or `addressId` says how they get to the member.',
    input: z.object({ activityId: id, size: z.int(), priceSeenFen: fen, ...way }),
    output: placed,
  },
  'groupbuy.join': {
    kind: 'command',
    who: 'member',
    summary:
      'Orders a seat of a team. Who pays first has it; `ifFull` says what becomes of the money of who comes second.',
    input: z.object({ scene, priceSeenFen: fen, ifFull: z.enum(IF_FULL), ...way }),
    output: placed,
  },
  'groupbuy.order': {
    kind: 'query',
    who: 'member',
    summary: 'One order of mine, its team and where its money is.',
    input: z.object({ orderId: id }),
    output: placed,
  },
  'groupbuy.mine': {
    kind: 'query',
    who: 'member',
    summary: 'My group-buys, newest first.',
    input: z.object({ before: z.optional(cursor) }),
    output: page(groupOrder),
  },
  'groupbuy.cancel': {
    kind: 'command',
    who: 'member',
    summary:
      'Steps back before the team is complete; what was paid goes back. Refuses leader_stays once others are in.',
    input: z.object({ orderId: id }),
    output: placed,
  },
  'groupbuy.refund': {
    kind: 'command',
    who: 'member',
    summary: 'Gives an unused voucher, or goods that were not handed over yet, back for what was paid.',
    input: z.object({ orderId: id }),
    output: placed,
  },
  'groupbuy.card': {
    kind: 'outside',
    who: 'member',
    summary:
      'What makes the card of my team change in the chats it is sent to: WeChat’s activity id, null where there is none.',
    input: z.object({ scene }),
    output: z.object({ activityId: z.nullable(z.string()), members: z.int(), places: z.int() }),
  },
  ...groupbuyConsoleApi,
} as const satisfies Contracts

export type ActivityCard = z.infer<typeof activityCard>
export type GroupGoods = z.infer<typeof groupGoods>
export type TeamCard = z.infer<typeof teamCard>
export type ShownTeam = z.infer<typeof shownTeam>
export type GroupOrder = z.infer<typeof groupOrder>
