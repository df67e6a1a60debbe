import * as z from 'zod/mini'
import { couponCard } from '../../coupon/contract'
import { cursor, fen, id, instant, page, points } from '../../kit/schema'
import { pictureLinks } from '../../media/contract'
import { shownCode } from '../../member/contract'
import { storeCard } from '../../store/contract'
import { addressFields } from '../address/contract'
import { DRAWINGS, ITEM_KINDS, ORDER_STATES } from '../schema'
import type { Contracts } from '../../kit/contract'

export const ORDER_TABS = ['all', 'pickup', 'delivery', 'done', 'over'] as const

/** An order as its owner sees it. */
export const orderCard = z.object({
  id,
  kind: z.enum(ITEM_KINDS),
  state: z.enum(ORDER_STATES),
  itemId: id,
  name: z.string(),
  drawing: z.enum(DRAWINGS),
  cover: z.nullable(pictureLinks),
  quantity: z.int(),
  /** Of the whole order, with what sending it cost. */
  points,
  shippingPoints: points,
  /** Of the whole order, in money. */
  cashFen: fen,
  /** While it waits for its money: what to pay, and by when. */
  paymentId: z.nullable(id),
  payBy: z.nullable(instant),
  at: instant,
  /** Where it is handed over. */
  storeName: z.nullable(z.string()),
  /** Until when it is handed over. */
  pickUpUntil: z.nullable(instant),
  eventAt: z.nullable(instant),
  carrier: z.nullable(z.string()),
  trackingNo: z.nullable(z.string()),
  /** The group-buy order whose goods these are: paid there, and given back there. Null for what was exchanged in the mall. */
  groupOrderId: z.nullable(id),
})

const orderDetail = z.extend(orderCard, {
  store: z.nullable(storeCard),
  /** Where it is sent to, as the member wrote it. */
  address: z.nullable(addressFields),
  /** What the order put into the member's wallet. */
  coupons: z.array(couponCard),
  /** What happened so far, oldest first, in words. */
  timeline: z.array(z.object({ state: z.enum(ORDER_STATES), at: instant, words: z.string() })),
  /** What holds for cancelling, in words. */
  cancelRule: z.string(),
  mayCancel: z.boolean(),
  cancelUntil: z.nullable(instant),
  /** A code can be shown at the counter now. */
  mayShowCode: z.boolean(),
})

export const mallOrderApi = {
  'mall.placeOrder': {
    kind: 'command',
    who: 'member',
    summary:
      'Exchanges points for an item of any kind: with `storeId` it is handed over there, with `addressId` it is sent. `pointsSeen` is the whole price the member agreed to. With a cash part the order waits for its payment.',
    input: z.object({
      itemId: id,
      quantity: z.int().check(z.gte(1), z.lte(20)),
      pointsSeen: points,
      /** The whole cash part the member agreed to; left out: none. */
      cashSeenFen: z.optional(fen),
      storeId: z.optional(id),
      addressId: z.optional(id),
      /** A free-shipping coupon that pays for sending it. */
      couponId: z.optional(id),
    }),
    output: z.object({ order: orderCard, coupons: z.array(couponCard), balanceAfter: points }),
  },
  'mall.orders': {
    kind: 'query',
    who: 'member',
    summary: 'The member’s orders of one tab, newest first.',
    input: z.object({ tab: z.enum(ORDER_TABS), before: z.optional(cursor) }),
    output: z.extend(page(orderCard), { counts: z.object({ pickup: z.int(), delivery: z.int() }) }),
  },
  'mall.order': {
    kind: 'query',
    who: 'member',
    summary: 'One order with its timeline, and whether it can be cancelled.',
    input: z.object({ orderId: id }),
    output: z.object({ order: orderDetail }),
  },
  'mall.cancel': {
    kind: 'command',
    who: 'member',
    summary:
      'Cancels an order: until it is handed over or sent; coupons within 24 hours while unused. Points go back to their lots, once.',
    input: z.object({ orderId: id }),
    output: z.object({ order: orderCard, pointsBack: points, balanceAfter: points }),
  },
  'mall.confirmReceipt': {
    kind: 'command',
    who: 'member',
    summary: 'Says that what was sent has arrived.',
    input: z.object({ orderId: id }),
    output: z.object({ order: orderCard }),
  },
  'mall.showCode': {
    kind: 'command',
    who: 'member',
    keyless: true,
    summary: 'A fresh code for this order at the counter. Refused when nothing is to be handed over.',
    input: z.object({ orderId: id }),
    output: shownCode,
  },
} as const satisfies Contracts

export type OrderCard = z.infer<typeof orderCard>
export type OrderDetail = z.infer<typeof orderDetail>
export type OrderTab = (typeof ORDER_TABS)[number]
