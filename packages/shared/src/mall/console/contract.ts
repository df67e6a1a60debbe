import * as z from 'zod/mini'
import { cursor, day, id, instant, page, points, text } from '../../kit/schema'
import { addressFields } from '../address/contract'
import { ITEM_KINDS, ORDER_STATES } from '../schema'
import { ITEM_STATES, itemDraft, operatorItem } from './item-schema'
import type { Contracts } from '../../kit/contract'

const CATEGORIES_MAX = 30
const moment = z.nullable(instant)

const category = z.object({ id, name: z.string(), items: z.int() })

const operatorOrder = z.object({
  id,
  kind: z.enum(ITEM_KINDS),
  state: z.enum(ORDER_STATES),
  itemId: id,
  name: z.string(),
  quantity: z.int(),
  points,
  shippingPoints: points,
  memberId: id,
  memberName: z.string(),
  at: instant,
  storeName: z.nullable(z.string()),
  pickUpUntil: moment,
  /** Receiver's name and phone masked, and the region. */
  addressMasked: z.nullable(z.string()),
  carrier: z.nullable(z.string()),
  trackingNo: z.nullable(z.string()),
  /** The group-buy order that paid for it; null for what was exchanged for points. */
  groupOrderId: z.nullable(id),
  timeline: z.array(
    z.object({ state: z.enum(ORDER_STATES), at: instant, by: z.string(), reason: z.nullable(z.string()) }),
  ),
})

const itemOut = z.object({ item: operatorItem })
const orderOut = z.object({ order: operatorOrder })
const operator = { who: 'operator', may: 'rules' } as const

export const mallConsoleApi = {
  'mall.catalogue': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Items as the operator keeps them, newest first, with the categories in their order.',
    input: z.object({
      state: z.optional(z.enum(ITEM_STATES)),
      kind: z.optional(z.enum(ITEM_KINDS)),
      categoryId: z.optional(id),
      name: z.optional(text(40)),
      before: z.optional(cursor),
    }),
    output: z.extend(page(operatorItem), { categories: z.array(category) }),
  },
  'mall.item': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One item with its implied exchange rate and what stands in the way of putting it on sale.',
    input: z.object({ itemId: id }),
    output: itemOut,
  },
  'mall.saveItem': {
    kind: 'command',
    ...operator,
    summary:
      'Writes a new item as a draft, or changes one; what is left out has its default, or stays. The kind of an item stays. What is on sale must stay without faults.',
    input: z.object({ id: z.nullable(id), terms: itemDraft }),
    output: itemOut,
  },
  'mall.putOnSale': {
    kind: 'command',
    ...operator,
    summary: 'Puts an item on the shelf. Refuses item_not_ready with the faults.',
    input: z.object({ itemId: id }),
    output: itemOut,
  },
  'mall.takeOff': {
    kind: 'command',
    ...operator,
    summary: 'Takes an item off the shelf. Orders stay as they are.',
    input: z.object({ itemId: id }),
    output: itemOut,
  },
  'mall.addStock': {
    kind: 'command',
    ...operator,
    summary:
      'Adds to a counted stock, or takes from what is left when negative. Members who asked are told when it is back.',
    input: z.object({ itemId: id, add: z.int().check(z.gte(-1_000_000), z.lte(1_000_000)), reason: text(60) }),
    output: itemOut,
  },
  'mall.saveCategories': {
    kind: 'command',
    ...operator,
    summary: 'All categories in their order. Those left out are removed; their items stay, without one.',
    input: z.object({
      categories: z.array(z.object({ id: z.nullable(id), name: text(12) })).check(z.maxLength(CATEGORIES_MAX)),
    }),
    output: z.object({ categories: z.array(category) }),
  },
  'mall.findOrders': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Orders of all members, newest first, by state, store and day.',
    input: z.object({
      state: z.optional(z.enum(ORDER_STATES)),
      storeId: z.optional(id),
      day: z.optional(day),
      before: z.optional(cursor),
    }),
    output: page(operatorOrder),
  },
  'mall.findOrder': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'One order with all that happened to it.',
    input: z.object({ orderId: id }),
    output: orderOut,
  },
  'mall.revealAddress': {
    kind: 'command',
    ...operator,
    keyless: true,
    summary: 'Where an order is to be sent, in full. Each look is on record.',
    input: z.object({ orderId: id }),
    output: z.object({ address: addressFields }),
  },
  'mall.ship': {
    kind: 'command',
    ...operator,
    summary: 'Says with whom and under which number an order was sent.',
    input: z.object({
      orderId: id,
      carrier: text(20),
      trackingNo: z.string().check(z.regex(/^[0-9A-Za-z-]{4,32}$/)),
    }),
    output: orderOut,
  },
  'mall.cancelOrder': {
    kind: 'command',
    ...operator,
    summary: 'Cancels an order for the shop. Points go back with at least 15 days to use them.',
    input: z.object({ orderId: id, reason: text(60) }),
    output: orderOut,
  },
  'mall.report': {
    kind: 'query',
    who: 'operator',
    may: 'read',
    summary: 'Per item, over at most 92 days: exchanged, handed over, cancelled, points burned and what that cost.',
    input: z.object({ from: day, until: day }),
    output: z.object({
      rows: z.array(
        z.object({
          itemId: id,
          name: z.string(),
          kind: z.enum(ITEM_KINDS),
          exchanged: z.int(),
          done: z.int(),
          waiting: z.int(),
          cancelled: z.int(),
          expired: z.int(),
          pointsBurned: z.int(),
          costFen: z.nullable(z.int()),
        }),
      ),
    }),
  },
} as const satisfies Contracts

export type OperatorOrder = z.infer<typeof operatorOrder>
