import * as z from 'zod/mini'
import { cursor, fen, id, instant, page, text } from '../kit/schema'
import { ACTIVITY_STATES, activityBody, activityDraft, GROUP_ORDER_STATES, REFUND_CAUSES, TEAM_STATES } from './schema'
import type { Contracts } from '../kit/contract'

const moment = z.nullable(instant)

const operatorActivity = z.extend(activityBody, {
  id,
  state: z.enum(ACTIVITY_STATES),
  stockLeft: z.int(),
  publishedAt: moment,
  endedAt: moment,
  /** What stands in the way of publishing, in words. */
  faults: z.array(z.string()),
  figures: z.object({
    forming: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    /** Orders that hold or have had their voucher, and what they paid less what went back. */
    won: z.int(),
    used: z.int(),
    refunded: z.int(),
    earnedFen: z.int(),
  }),
})

const operatorTeam = z.object({
  id,
  activityId: id,
  state: z.enum(TEAM_STATES),
  size: z.int(),
  seats: z.int(),
  openedAt: moment,
  deadlineAt: moment,
  decidedAt: moment,
  orders: z.array(
    z.object({
      id,
      memberId: id,
      memberName: z.string(),
      isLeader: z.boolean(),
      state: z.enum(GROUP_ORDER_STATES),
      refundCause: z.nullable(z.enum(REFUND_CAUSES)),
      priceFen: fen,
      refundedFen: fen,
      paymentId: z.nullable(id),
      couponId: z.nullable(id),
      /** The order of the mall that hands its goods over. */
      mallOrderId: z.nullable(id),
      placedAt: instant,
    }),
  ),
})

const activityOut = z.object({ activity: operatorActivity })
const operator = { who: 'operator', may: 'rules' } as const

/** What operators do with group-buys. */
export const groupbuyConsoleApi = {
  'groupbuy.activities': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Group-buys, newest first.',
    input: z.object({ state: z.optional(z.enum(ACTIVITY_STATES)), before: z.optional(cursor) }),
    output: page(operatorActivity),
  },
  'groupbuy.activity': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One group-buy with its figures and what stands in the way of publishing it.',
    input: z.object({ activityId: id }),
    output: activityOut,
  },
  'groupbuy.saveActivity': {
    kind: 'command',
    ...operator,
    summary:
      'Writes a new group-buy as a draft (name, templateId or itemId, singlePriceFen and prices at least), or changes one. A published one changes in the members’ favour only: words, pictures, a later end.',
    input: z.object({ id: z.nullable(id), body: activityDraft }),
    output: activityOut,
  },
  'groupbuy.publish': {
    kind: 'command',
    ...operator,
    summary: 'Puts a draft or a paused one on sale. Refuses group_not_ready with the faults.',
    input: z.object({ activityId: id }),
    output: activityOut,
  },
  'groupbuy.pause': {
    kind: 'command',
    ...operator,
    summary: 'No new teams for now; open ones go on.',
    input: z.object({ activityId: id }),
    output: activityOut,
  },
  'groupbuy.end': {
    kind: 'command',
    ...operator,
    summary: 'Ends it for good: no new teams; open ones go on until they are complete or their time is over.',
    input: z.object({ activityId: id }),
    output: activityOut,
  },
  'groupbuy.addStock': {
    kind: 'command',
    ...operator,
    summary: 'Adds pieces, or takes some of what is left when negative.',
    input: z.object({ activityId: id, add: z.int().check(z.gte(-1_000_000), z.lte(1_000_000)), reason: text(60) }),
    output: activityOut,
  },
  'groupbuy.refundReturned': {
    kind: 'command',
    ...operator,
    summary:
      'Pays goods back that were handed over or sent and came back to the shop; what they earned goes with it. Refuses group_order_over for anything else.',
    input: z.object({ orderId: id, reason: text(60) }),
    output: z.object({
      orderId: id,
      state: z.enum(GROUP_ORDER_STATES),
      refundCause: z.nullable(z.enum(REFUND_CAUSES)),
    }),
  },
  'groupbuy.teams': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Teams of a group-buy with their orders, newest first.',
    input: z.object({ activityId: id, state: z.optional(z.enum(TEAM_STATES)), before: z.optional(cursor) }),
    output: page(operatorTeam),
  },
} as const satisfies Contracts

export type OperatorActivity = z.infer<typeof operatorActivity>
export type OperatorTeam = z.infer<typeof operatorTeam>
