import type { Input } from '@huitou/shared/api'
import { faultsOf, faultWords } from '@huitou/shared/mall/item-rules'
import { ITEM_DEFAULTS, type ItemDraft, type ItemTerms } from '@huitou/shared/mall/console/item-schema'
import { Templates } from '#server/domains/coupon/entities'
import { keepPictures } from '#server/domains/media/queries'
import { Stores } from '#server/domains/store/entities'
import { Cards } from '#server/domains/tier/entities'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Refused, found, invalid } from '#server/platform/refused'
import { In } from 'typeorm'
import { ItemCategories, Items, ItemStores, Orders, type ItemRow } from '../entities'
import { columnsOf, datedTerms, operatorTermsOf } from './terms'

/** What it names must be there; refuses not_found. */
async function mustExist(tx: Tx, { categoryId, templateId, cardId, pickUp, pictureIds }: ItemTerms) {
  if (categoryId !== null) found(await tx.findOne(ItemCategories, { where: { id: categoryId } }))
  if (templateId !== null) found(await tx.findOne(Templates, { where: { id: templateId } }))
  if (cardId !== null) found(await tx.findOne(Cards, { where: { id: cardId } }))
  const storeIds = [...new Set(pickUp?.storeIds)]
  if (storeIds.length > 0 && (await tx.countBy(Stores, { id: In(storeIds) })) < storeIds.length)
    throw new Refused('not_found')
  await keepPictures(tx, pictureIds)
}

/** How many of an item are in members' hands or waiting for them. The item's row is locked, so the number stands still. */
async function liveOf(tx: Tx, itemId: string): Promise<number> {
  const sum = await tx
    .createQueryBuilder(Orders, 'live')
    .select('SUM(live.quantity)', 'quantity')
    .where("live.itemId = :itemId AND live.state NOT IN ('cancelled', 'expired')", { itemId })
    .getRawOne<{ quantity: string | number | null }>()
  return Number(sum?.quantity ?? 0)
}

/** What is left when the stock becomes `total`: what went stays gone. Refuses stock_too_low. */
async function stockLeftOf(tx: Tx, before: ItemRow | null, total: number | null): Promise<number | null> {
  if (total === null) return null
  const left = total - (before ? await liveOf(tx, before.id) : 0)
  if (left < 0) throw new Refused('stock_too_low')
  return left
}

/** Refuses item_not_ready with the faults in words. */
export function mustBeReady(terms: ItemTerms, now: Date) {
  const faults = faultsOf(datedTerms(terms), now).map(faultWords)
  if (faults.length > 0) throw new Refused('item_not_ready', { facts: { faults } })
}

async function setStores(tx: Tx, itemId: string, storeIds: readonly string[]) {
  await tx.delete(ItemStores, { itemId })
  const unique = [...new Set(storeIds)]
  if (unique.length > 0)
    await tx.insert(
      ItemStores,
      unique.map((storeId) => ({ itemId, storeId })),
    )
}

const storeIdsOf = async (tx: Tx, itemId: string) =>
  (await tx.find(ItemStores, { where: { itemId } })).map((one) => one.storeId)

/** All terms of an item: those sent, and for the others what it has, or what a new one has. */
async function completed(tx: Tx, before: ItemRow | null, sent: ItemDraft): Promise<ItemTerms> {
  if (before) return { ...operatorTermsOf(before, await storeIdsOf(tx, before.id)), ...sent }
  const { kind, name, points } = sent
  if (kind === undefined) throw invalid('terms.kind', 'needed for a new item')
  if (name === undefined) throw invalid('terms.name', 'needed for a new item')
  if (points === undefined) throw invalid('terms.points', 'needed for a new item')
  return { ...ITEM_DEFAULTS, ...sent, kind, name, points }
}

/**
 * Writes an item as a draft, or changes one; what is left out stays, or has its default. Of what is on sale nothing may be missing
 * afterwards. Answers its id.
 */
export async function saveItem(tx: Tx, { id, terms: sent }: Input<'mall.saveItem'>, now: Date): Promise<string> {
  const before = id === null ? null : found(await tx.findOne(Items, { where: { id }, ...forUpdate(tx) }))
  const terms = await completed(tx, before, sent)
  if (before && before.kind !== terms.kind) throw new Refused('item_kind_fixed')
  if (before?.state === 'on_sale') mustBeReady(terms, now)
  await mustExist(tx, terms)
  const { stockTotal } = terms
  const stockLeft = await stockLeftOf(tx, before, stockTotal)
  const row = { ...columnsOf(terms), stockTotal, stockLeft, savedAt: now }
  if (before) await tx.update(Items, { id: before.id }, row)
  const itemId = before
    ? before.id
    : String((await tx.insert(Items, { ...row, state: 'draft', endedAt: null })).identifiers[0]?.['id'])
  await setStores(tx, itemId, terms.pickUp?.storeIds ?? [])
  return itemId
}
