import * as z from 'zod/mini'
import { fen, id, instant, points } from '../kit/schema'
import { pictureLinks } from '../media/contract'

/** What an item is. `coupon` and `card` are in the member's hands at once; the others are handed over in a store, or sent. */
export const ITEM_KINDS = ['goods', 'coupon', 'service', 'card', 'event'] as const
/** Which drawing stands for an item that has no photograph. */
export const DRAWINGS = ['cup', 'bag', 'coffee', 'bread', 'cake', 'ticket'] as const
export const ITEM_FLAGS = ['hot', 'fresh'] as const

/**
 * Where an order stands. `waiting_payment` until its cash part is paid, `waiting_pickup` until a store hands it over, `waiting_shipment` until it is sent, `shipped` until the member
 * has it; then `done`. `cancelled` and `expired` are over, and their points went back.
 */
export const ORDER_STATES = [
  'waiting_pickup',
  'waiting_shipment',
  'shipped',
  'done',
  'cancelled',
  'expired',
  'waiting_payment',
] as const

/** Whether a member can take an item now, and if not, why. */
export const SHELF_STATES = [
  'open',
  'sold_out',
  'today_out',
  'limit_reached',
  'today_reached',
  'not_started',
  'over',
  'tier_locked',
] as const

/** One item on the shelf, as this member sees it. */
export const shelfCard = z.object({
  id,
  kind: z.enum(ITEM_KINDS),
  name: z.string(),
  /** What it costs this moment. */
  points,
  /** What is paid in money besides, for one; 0: nothing. */
  cashFen: fen,
  /** What it costs without the limited-time price; null when there is none now. */
  listPoints: z.nullable(points),
  /** When the limited-time price ends. */
  saleEndsAt: z.nullable(instant),
  drawing: z.enum(DRAWINGS),
  cover: z.nullable(pictureLinks),
  categoryId: z.nullable(id),
  flags: z.array(z.enum(ITEM_FLAGS)),
  /** How many are left for all; null when not counted. */
  left: z.nullable(z.int()),
  /** How many this member may take in one go now, by all limits; null without one. */
  allowance: z.nullable(z.int()),
  state: z.enum(SHELF_STATES),
  /** When this member may begin; null when that is past. A tier may begin earlier. */
  opensAt: z.nullable(instant),
  /** The tier that it takes, by name; null when everybody may. */
  tierName: z.nullable(z.string()),
  eventAt: z.nullable(instant),
  /** The member asked to be told when it is back. */
  watching: z.boolean(),
  /** It is back since the member asked: 「到货了」. */
  backInStock: z.boolean(),
})

export type ShelfCard = z.infer<typeof shelfCard>
export type ItemKind = (typeof ITEM_KINDS)[number]
export type Drawing = (typeof DRAWINGS)[number]
export type ItemFlag = (typeof ITEM_FLAGS)[number]
export type OrderState = (typeof ORDER_STATES)[number]
export type ShelfState = (typeof SHELF_STATES)[number]
