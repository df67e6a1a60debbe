import * as z from 'zod/mini'
import { couponCard } from '../coupon/contract'
import { couponFace } from '../coupon/face-schema'
import { id, instant, points } from '../kit/schema'
import { pictureLinks } from '../media/contract'
import { storeCard } from '../store/contract'
import { mallAddressApi } from './address/contract'
import { mallConsoleApi } from './console/contract'
import { mallOrderApi } from './order/contract'
import { DRAWINGS, shelfCard } from './schema'
import type { Contracts } from '../kit/contract'

/** An item that is a coupon, as mini programs of the first version know it. */
const mallItem = z.object({
  id,
  name: z.string(),
  points,
  /** Which drawing stands for it. */
  picture: z.enum(['cup', 'bag', 'coffee', 'bread', 'cake', 'ticket']),
  face: couponFace,
  validity: z.string(),
  /** How many are left; null when not counted. */
  left: z.nullable(z.int()),
  /** How many more this member may take; null without a limit. */
  allowance: z.nullable(z.int()),
  state: z.enum(['open', 'sold_out', 'limit_reached']),
})

const shownItem = z.extend(shelfCard, {
  about: z.array(z.string()),
  pictures: z.array(pictureLinks),
  /** Stores that hand it over, and how long it waits there. */
  pickUp: z.nullable(z.object({ stores: z.array(storeCard), until: instant })),
  /** What sending it costs in points; `waived` says in words why it costs nothing although it would. */
  delivery: z.nullable(
    z.object({
      shippingPoints: points,
      waived: z.nullable(z.string()),
      /** A free-shipping coupon of the member's, and what sending one costs with it. */
      coupon: z.nullable(z.object({ id, name: z.string(), shippingPoints: points })),
    }),
  ),
  face: z.nullable(couponFace),
  /** How long what it gives holds, in words. */
  validity: z.nullable(z.string()),
  /** What a card gives, in words. */
  gives: z.array(z.string()),
  cancelRule: z.string(),
})

/** An order as the clerk at a counter sees it, and why it may or may not be handed over here and now. */
export const counterOrder = z.object({
  id,
  name: z.string(),
  quantity: z.int(),
  drawing: z.enum(DRAWINGS),
  picture: z.nullable(pictureLinks),
  usable: z.boolean(),
  /** The refusal, in words to read aloud; null when usable. */
  why: z.nullable(z.string()),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
})

const shelfApi = {
  'mall.items': {
    kind: 'query',
    who: 'member',
    summary: 'The coupons that points can be exchanged for. `mall.shelf` has all kinds.',
    input: z.object({}),
    output: z.object({ items: z.array(mallItem) }),
  },
  'mall.exchange': {
    kind: 'command',
    who: 'member',
    summary:
      'Exchanges points for one coupon. `pointsSeen` is the price the member agreed to. `mall.placeOrder` takes all kinds.',
    input: z.object({ itemId: id, pointsSeen: points }),
    output: z.object({
      order: z.object({ id, points, at: instant }),
      coupon: couponCard,
      balanceAfter: points,
    }),
  },
  'mall.shelf': {
    kind: 'query',
    who: 'member',
    summary: 'What the mall offers this member, by category in the operator’s order.',
    input: z.object({ categoryId: z.optional(id) }),
    output: z.object({
      categories: z.array(z.object({ id, name: z.string() })),
      items: z.array(shelfCard),
      available: points,
    }),
  },
  'mall.showItem': {
    kind: 'query',
    who: 'member',
    summary: 'One item with all that a member wants to know before the exchange.',
    input: z.object({ itemId: id }),
    output: z.object({ item: shownItem }),
  },
  'mall.notifyWhenBack': {
    kind: 'command',
    who: 'member',
    summary: 'Asks to be told when a sold-out item is back, or no longer.',
    input: z.object({ itemId: id, wanted: z.boolean() }),
    output: z.object({ watching: z.boolean() }),
  },
} as const satisfies Contracts

export const mallApi = {
  ...shelfApi,
  ...mallOrderApi,
  ...mallAddressApi,
  ...mallConsoleApi,
} as const satisfies Contracts

export type MallItem = z.infer<typeof mallItem>
export type ShownItem = z.infer<typeof shownItem>
export type CounterOrder = z.infer<typeof counterOrder>
