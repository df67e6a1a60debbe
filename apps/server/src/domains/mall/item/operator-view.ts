import { In, LessThan, Like, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { faultsOf, faultWords, rateOf, rateWords } from '@huitou/shared/mall/item-rules'
import type { OperatorItem } from '@huitou/shared/mall/console/item-schema'
import { linksOf } from '#server/domains/media/queries'
import { pointsPolicy } from '#server/domains/points/policy'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { ItemCategories, Items, ItemStores, type ItemRow } from '../entities'
import { datedTerms, operatorTermsOf } from './terms'

/** Items as the operator keeps them, with what their prices say and what is still missing. */
async function presentItems(read: Reader, items: readonly ItemRow[], now: Date): Promise<OperatorItem[]> {
  const { pointMilliFen } = await pointsPolicy(read, now)
  const ids = items.map((item) => item.id)
  const stores = ids.length === 0 ? [] : await read.find(ItemStores, { where: { itemId: In(ids) } })
  const links = await linksOf(
    read,
    items.flatMap((item) => item.pictureIds ?? []),
  )
  return items.map((item) => {
    const storeIds = stores.filter((one) => one.itemId === item.id).map((one) => one.storeId)
    const terms = operatorTermsOf(item, storeIds)
    const rate = rateOf(terms, pointMilliFen)
    return {
      ...terms,
      id: item.id,
      state: item.state,
      stockLeft: item.stockLeft,
      savedAt: item.savedAt?.toISOString() ?? null,
      pictures: terms.pictureIds.flatMap((id) => links.get(id) ?? []),
      rate: rate && { ...rate, words: rateWords(rate) },
      faults: faultsOf(datedTerms(terms), now).map(faultWords),
    }
  })
}

export async function operatorItem(read: Reader, itemId: string, now: Date): Promise<OperatorItem> {
  const item = found(await read.findOne(Items, { where: { id: itemId } }))
  return found((await presentItems(read, [item], now))[0])
}

type Category = Output<'mall.catalogue'>['categories'][number]

/** The categories in their order, with how many items each has. */
export async function categoriesOf(read: Reader): Promise<Category[]> {
  const rows = await read.find(ItemCategories, { order: { sort: 'ASC', id: 'ASC' } })
  const counts = await read
    .createQueryBuilder(Items, 'item')
    .select('item.categoryId', 'categoryId')
    .addSelect('COUNT(*)', 'items')
    .where('item.categoryId IS NOT NULL')
    .groupBy('item.categoryId')
    .getRawMany<{ categoryId: string | number; items: string | number }>()
  const byId = new Map(counts.map((one) => [String(one.categoryId), Number(one.items)]))
  return rows.map(({ id, name }) => ({ id, name, items: byId.get(id) ?? 0 }))
}

/** In a pattern, what stands for itself and for nothing else. */
const literally = (text: string) => text.replace(/[\\%_]/g, '')

/** The catalogue page by page, newest first. It holds what operators wrote by hand, so looking into names reads little. */
export async function catalogue(
  read: Reader,
  { state, kind, categoryId, name, before }: Input<'mall.catalogue'>,
  now: Date,
): Promise<Output<'mall.catalogue'>> {
  const where: FindOptionsWhere<ItemRow> = {}
  if (state !== undefined) where.state = state
  if (kind !== undefined) where.kind = kind
  if (categoryId !== undefined) where.categoryId = categoryId
  if (name !== undefined) where.name = Like(`%${literally(name)}%`)
  if (before !== undefined) where.id = LessThan(idCursor(before))
  const rows = await read.find(Items, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentItems(read, page, now),
    next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null,
    categories: await categoriesOf(read),
  }
}

const PICTURE_ITEMS_MAX = 5000

/** Which of these pictures an item shows. Items are few: operators write them by hand. */
export async function picturesInUse(read: Reader, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const items = await read.find(Items, { select: { id: true, pictureIds: true }, take: PICTURE_ITEMS_MAX })
  const shown = new Set(items.flatMap((item) => item.pictureIds ?? []))
  return new Set(ids.filter((id) => shown.has(id)))
}
