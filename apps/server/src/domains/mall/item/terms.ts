import type { ItemTerms } from '@huitou/shared/mall/console/item-schema'
import type { ItemFlag } from '@huitou/shared/mall/schema'
import type { ItemTerms as ShelfTerms } from '@huitou/shared/mall/rules'
import type { ItemRow } from '../entities'

const offerOf = ({ offerPoints: points, offerFrom: from, offerUntil: until }: ItemRow) =>
  points === null || from === null || until === null ? null : { points, from, until }

export const flagsOf = ({ hot, fresh }: ItemRow): ItemFlag[] => [
  ...(hot ? (['hot'] as const) : []),
  ...(fresh ? (['fresh'] as const) : []),
]

/** The row as the rules see it. */
export const shelfTermsOf = (item: ItemRow): ShelfTerms => ({
  ...item,
  onSale: item.state === 'on_sale',
  offer: offerOf(item),
})

export const momentOf = (at: Date | null) => at?.toISOString() ?? null

/** The row as the operator wrote it. */
export function operatorTermsOf(item: ItemRow, storeIds: string[]): ItemTerms {
  const { kind, name, picture: drawing, categoryId, points, priceFen, costFen, worthFen, stockTotal } = item
  const { perMemberLimit, perMemberDayLimit, dailyQuota, minLevel, sort, templateId, cardId } = item
  const { categoryConfirmed } = item
  const offer = offerOf(item)
  return {
    ...{ kind, name, drawing, categoryId, points, priceFen, costFen, worthFen, stockTotal },
    ...{ perMemberLimit, perMemberDayLimit, dailyQuota, minLevel, sort, templateId, cardId },
    categoryConfirmed,
    about: item.about ?? [],
    pictureIds: item.pictureIds ?? [],
    saleFrom: momentOf(item.saleFrom),
    saleUntil: momentOf(item.saleUntil),
    eventAt: momentOf(item.eventAt),
    offer: offer && { ...offer, from: offer.from.toISOString(), until: offer.until.toISOString() },
    flags: flagsOf(item),
    pickUp: item.pickUpDays === null ? null : { storeIds, days: item.pickUpDays },
    delivery: item.shippingPoints === null ? null : { shippingPoints: item.shippingPoints },
  }
}

const dateOf = (at: string | null) => (at === null ? null : new Date(at))

/** What the operator wrote as columns. Stock and state are not among them. */
export function columnsOf(terms: ItemTerms) {
  const { about, drawing, pictureIds, offer, flags, pickUp, delivery, saleFrom, saleUntil, eventAt, ...same } = terms
  const { stockTotal: _, ...plain } = same
  return {
    ...plain,
    about,
    pictureIds,
    picture: drawing,
    saleFrom: dateOf(saleFrom),
    saleUntil: dateOf(saleUntil),
    eventAt: dateOf(eventAt),
    offerPoints: offer?.points ?? null,
    offerFrom: dateOf(offer?.from ?? null),
    offerUntil: dateOf(offer?.until ?? null),
    hot: flags.includes('hot'),
    fresh: flags.includes('fresh'),
    pickUpDays: pickUp?.days ?? null,
    shippingPoints: delivery?.shippingPoints ?? null,
  }
}

/** The terms with their moments as dates, for the rules. */
export const datedTerms = ({ saleFrom, saleUntil, eventAt, offer, ...terms }: ItemTerms) => ({
  ...terms,
  saleFrom: dateOf(saleFrom),
  saleUntil: dateOf(saleUntil),
  eventAt: dateOf(eventAt),
  offer: offer && { points: offer.points, from: new Date(offer.from), until: new Date(offer.until) },
})
