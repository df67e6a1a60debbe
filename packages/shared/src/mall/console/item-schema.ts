import * as z from 'zod/mini'
import { fen, id, instant, points, text } from '../../kit/schema'
import { pictureLinks } from '../../media/contract'
import { DRAWINGS, ITEM_FLAGS, ITEM_KINDS } from '../schema'

export const ITEM_STATES = ['draft', 'on_sale', 'off'] as const
const PICTURES_MAX = 9
const STORES_MAX = 200

const quantity = z.int().check(z.gte(1), z.lte(1_000_000))
const moment = z.nullable(instant)

const price = points.check(z.gte(1))

/** What an operator sets about an item. */
export const itemTerms = z.object({
  kind: z.enum(ITEM_KINDS),
  name: text(40),
  /** Paragraphs. */
  about: z.array(text(300)).check(z.maxLength(20)),
  drawing: z.enum(DRAWINGS),
  /** Uploaded pictures, the cover first. */
  pictureIds: z.array(id).check(z.maxLength(PICTURES_MAX)),
  categoryId: z.nullable(id),
  points: price,
  /** What is paid in money besides, for one. Coupons take none; a card only with `categoryConfirmed`. */
  priceFen: fen,
  /** The operator has checked that the mini program's category allows to sell benefit cards. */
  categoryConfirmed: z.boolean(),
  /** What one costs the shop. */
  costFen: z.nullable(fen),
  /** What one is worth to a customer: by this the implied exchange rate is told. */
  worthFen: z.nullable(fen),
  /** How many there are in all, given ones included; null when not counted. */
  stockTotal: z.nullable(z.int().check(z.gte(0), z.lte(1_000_000))),
  perMemberLimit: z.nullable(quantity),
  perMemberDayLimit: z.nullable(quantity),
  dailyQuota: z.nullable(quantity),
  /** The lowest tier that may have it. */
  minLevel: z.int().check(z.gte(1), z.lte(20)),
  saleFrom: moment,
  saleUntil: moment,
  /** A lower price for a time. */
  offer: z.nullable(z.object({ points: price, from: instant, until: instant })),
  flags: z.array(z.enum(ITEM_FLAGS)).check(z.maxLength(ITEM_FLAGS.length)),
  /** Small numbers come first. */
  sort: z.int().check(z.gte(0), z.lte(9999)),
  /** Of a coupon: which. */
  templateId: z.nullable(id),
  /** Of a card: which. */
  cardId: z.nullable(id),
  /** Of an event: when it begins. */
  eventAt: moment,
  /** Handed over in these stores (none: in all), for so many days from the exchange. */
  pickUp: z.nullable(
    z.object({ storeIds: z.array(id).check(z.maxLength(STORES_MAX)), days: z.int().check(z.gte(1), z.lte(365)) }),
  ),
  delivery: z.nullable(z.object({ shippingPoints: points })),
})

export const operatorItem = z.extend(itemTerms, {
  id,
  state: z.enum(ITEM_STATES),
  pictures: z.array(pictureLinks),
  stockLeft: z.nullable(z.int()),
  savedAt: moment,
  /** What the price says a yuan is: null without `worthFen`. */
  rate: z.nullable(
    z.object({
      pointsPerYuan: z.int(),
      /** What the shop's own points say. */
      shopPointsPerYuan: z.int(),
      /** Outside from…until it is told as strayed. */
      from: z.int(),
      until: z.int(),
      strays: z.boolean(),
      words: z.string(),
    }),
  ),
  /** What stands in the way of putting it on sale, in words. */
  faults: z.array(z.string()),
})

export type ItemTerms = z.infer<typeof itemTerms>

/** What an operator sends: of a new item at least kind, name and points; what is left out of a change stays as it is. */
export const itemDraft = z.partial(itemTerms)
export type ItemDraft = z.infer<typeof itemDraft>

/** What a new item is where its operator says nothing: for every member, always, uncounted. How it is handed over must be said. */
export const ITEM_DEFAULTS: Omit<ItemTerms, 'kind' | 'name' | 'points'> = {
  ...{ about: [], drawing: 'bag', pictureIds: [], categoryId: null, flags: [], sort: 100 },
  ...{ priceFen: 0, categoryConfirmed: false, costFen: null, worthFen: null, offer: null },
  ...{ stockTotal: null, perMemberLimit: null, perMemberDayLimit: null, dailyQuota: null },
  ...{ minLevel: 1, saleFrom: null, saleUntil: null },
  ...{ templateId: null, cardId: null, eventAt: null, pickUp: null, delivery: null },
}
export type OperatorItem = z.infer<typeof operatorItem>
export type ItemState = (typeof ITEM_STATES)[number]
