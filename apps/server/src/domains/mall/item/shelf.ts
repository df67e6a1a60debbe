import { In, type FindOptionsWhere } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import { judgeIssue } from '@huitou/shared/coupon/rules'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { cancelRule } from '@huitou/shared/mall/order-rules'
import { allowanceOf, opensAt, priceAt, shelfStateOf, type Customer } from '@huitou/shared/mall/rules'
import type { ShelfCard } from '@huitou/shared/mall/schema'
import { benefitWords } from '@huitou/shared/tier/word-rules'
import type { TemplateRow } from '#server/domains/coupon/entities'
import { presentFace, validityText } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { linksOf } from '#server/domains/media/queries'
import { balanceOf } from '#server/domains/points/queries'
import { presentStore } from '#server/domains/store/present'
import { openStores, today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import { Cards } from '#server/domains/tier/entities'
import { tierNameOf } from '#server/domains/tier/queries'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { ItemCategories, Items, Watches, type ItemRow, type WatchRow } from '../entities'
import { handedOverUntil, itemStoreIds, shippingOf } from '../order/way'
import { shippingCouponFor } from '../order/shipping'
import { takenOf } from './taken'
import { flagsOf, momentOf, shelfTermsOf } from './terms'

const SHELF_MAX = 200

type Templates = Awaited<ReturnType<typeof templatesWithStores>>
type Taken = Awaited<ReturnType<typeof takenOf>>
type Around = {
  customer: Customer & { freeShipping: boolean }
  taken: Taken
  templates: Templates
  links: Awaited<ReturnType<typeof linksOf>>
  tierNames: Map<number, string>
  watches: WatchRow[]
}

const ofCoupons = (items: readonly ItemRow[]) =>
  items.flatMap((item) => (item.kind === 'coupon' ? (item.templateId ?? []) : []))

async function namesOfTiers(read: Reader, items: readonly ItemRow[]) {
  const names = new Map<number, string>()
  for (const level of new Set(items.map((item) => item.minLevel)))
    if (level > 1) names.set(level, await tierNameOf(read, level))
  return names
}

/** Everything that the shelf tells about these items, in as many questions for many as for one. */
async function aroundOf(read: Reader, items: readonly ItemRow[], memberId: string, now: Date): Promise<Around> {
  const { day } = await today(read, now)
  const ids = items.map((item) => item.id)
  return {
    customer: await benefitsOf(read, memberId, now),
    taken: await takenOf(read, memberId, ids, day),
    templates: await templatesWithStores(read, ofCoupons(items)),
    links: await linksOf(
      read,
      items.flatMap((item) => item.pictureIds ?? []),
    ),
    tierNames: await namesOfTiers(read, items),
    watches: ids.length === 0 ? [] : await read.find(Watches, { where: { memberId, itemId: In(ids) } }),
  }
}

const lower = (one: number | null, other: number | null) =>
  one === null ? other : other === null ? one : Math.min(one, other)

const cannotBeIssued = (template: TemplateRow | null, now: Date) => template !== null && !judgeIssue(template, now).ok

const templateOf = (item: ItemRow, { templates }: Pick<Around, 'templates'>) =>
  item.kind === 'coupon' ? found(templates.get(item.templateId ?? '')).template : null

/** What the rules say of an item, and the coupon's own stock and end beside it. */
function standing(item: ItemRow, around: Around, now: Date) {
  const terms = shelfTermsOf(item)
  const taken = around.taken(item.id)
  const template = templateOf(item, around)
  const state = shelfStateOf(terms, around.customer, taken, now)
  const stock = template?.stockLeft ?? null
  return {
    left: lower(item.stockLeft, stock),
    allowance: lower(allowanceOf(terms, taken), stock),
    state: state === 'open' && cannotBeIssued(template, now) ? ('sold_out' as const) : state,
  }
}

function watchOf({ id }: ItemRow, { watches }: Around, isOpen: boolean) {
  const watch = watches.find((one) => one.itemId === id)
  const backAt = watch?.backAt ?? null
  return { watching: watch !== undefined && backAt === null, backInStock: backAt !== null && isOpen }
}

function presentCard(item: ItemRow, around: Around, now: Date): ShelfCard {
  const { id, kind, name, picture: drawing, categoryId, minLevel, priceFen: cashFen } = item
  const terms = shelfTermsOf(item)
  const { saleEndsAt, ...price } = priceAt(terms, now)
  const from = opensAt(terms, around.customer)
  const stands = standing(item, around, now)
  return {
    ...{ id, kind, name, drawing, categoryId, cashFen, ...price, ...stands },
    ...watchOf(item, around, stands.state === 'open'),
    saleEndsAt: momentOf(saleEndsAt),
    cover: around.links.get(item.pictureIds?.[0] ?? '') ?? null,
    flags: flagsOf(item),
    opensAt: momentOf(from && now < from ? from : null),
    tierName: around.tierNames.get(minLevel) ?? null,
    eventAt: momentOf(item.eventAt),
  }
}

/** What is on sale, in the operator's order. */
export const itemsOnSale = (read: Reader, where: FindOptionsWhere<ItemRow> = {}) =>
  read.find(Items, { where: { ...where, state: 'on_sale' }, order: { sort: 'ASC', id: 'ASC' }, take: SHELF_MAX })

/** The shelf of one member: what is over is not on it. */
export async function shelfFor(
  read: Reader,
  memberId: string,
  categoryId: string | undefined,
  now: Date,
): Promise<Output<'mall.shelf'>> {
  const items = await itemsOnSale(read, categoryId === undefined ? {} : { categoryId })
  const around = await aroundOf(read, items, memberId, now)
  const categories = await read.find(ItemCategories, { order: { sort: 'ASC', id: 'ASC' } })
  return {
    categories: categories.map(({ id, name }) => ({ id, name })),
    items: items.map((item) => presentCard(item, around, now)).filter((card) => card.state !== 'over'),
    available: await balanceOf(read, memberId, 'points', now),
  }
}

async function storesOf(read: Reader, item: ItemRow, now: Date) {
  const storeIds = await itemStoreIds(read, item.id)
  const stores = (await openStores(read)).filter((store) => storeIds === null || storeIds.includes(store.id))
  return stores.map((store) => presentStore(store, now))
}

/** What comes with it, in words: how a coupon holds, what a card gives. */
async function giftsOf(read: Reader, item: ItemRow, { templates }: Around, zone: string) {
  const known = templates.get(item.templateId ?? '')
  const card = item.kind === 'card' ? await read.findOne(Cards, { where: { id: item.cardId ?? '0' } }) : null
  return {
    face: known && item.kind === 'coupon' ? presentFace(known.template, known.storeNames) : null,
    validity: known && item.kind === 'coupon' ? validityText(known.template, zone) : card && `${card.validDays} 天`,
    gives: card ? benefitWords(card.gives) : [],
  }
}

/** One item for a member. Refuses not_found for what is not on sale. */
export async function shownItem(read: Reader, memberId: string, itemId: string, now: Date): Promise<ShownItem> {
  const item = found(await read.findOne(Items, { where: { id: itemId, state: 'on_sale' } }))
  const around = await aroundOf(read, [item], memberId, now)
  const { day, brand } = await today(read, now)
  const shippingPoints = shippingOf(item, around.customer.freeShipping)
  const cost = { shippingPoints: shippingPoints ?? 0, goodsPoints: priceAt(shelfTermsOf(item), now).points }
  const coupon = await shippingCouponFor(read, memberId, cost, now)
  const waived = shippingPoints === 0 && (item.shippingPoints ?? 0) > 0
  return {
    ...presentCard(item, around, now),
    ...(await giftsOf(read, item, around, brand.zone)),
    about: item.about ?? [],
    pictures: (item.pictureIds ?? []).flatMap((id) => around.links.get(id) ?? []),
    pickUp:
      item.pickUpDays === null
        ? null
        : {
            stores: await storesOf(read, item, now),
            until: handedOverUntil(item, { day, brand }).toISOString(),
          },
    delivery: shippingPoints === null ? null : { shippingPoints, waived: waived ? '你的会员等级包邮' : null, coupon },
    cancelRule: cancelRule(item.kind, item.pickUpDays === null, item.priceFen > 0),
  }
}
