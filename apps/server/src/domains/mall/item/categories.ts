import { In, Not } from 'typeorm'
import type { Input } from '@huitou/shared/api'
import type { Tx } from '#server/platform/db/tx'
import { Refused, invalid } from '#server/platform/refused'
import { ItemCategories, Items } from '../entities'

/** All categories in their order. Those left out go; their items stay, without one. Answers how many there are. */
export async function saveCategories(tx: Tx, { categories }: Input<'mall.saveCategories'>): Promise<string> {
  const kept = categories.flatMap(({ id }) => id ?? [])
  if (new Set(kept).size < kept.length) throw invalid('categories', 'the same id twice')
  if (kept.length > 0 && (await tx.countBy(ItemCategories, { id: In(kept) })) < kept.length)
    throw new Refused('not_found')
  const gone = await tx.find(ItemCategories, { where: kept.length > 0 ? { id: Not(In(kept)) } : {} })
  const goneIds = gone.map((row) => row.id)
  if (goneIds.length > 0) {
    await tx.update(Items, { categoryId: In(goneIds) }, { categoryId: null })
    await tx.delete(ItemCategories, { id: In(goneIds) })
  }
  for (const [sort, { id, name }] of categories.entries())
    if (id === null) await tx.insert(ItemCategories, { name, sort })
    else await tx.update(ItemCategories, { id }, { name, sort })
  return String(categories.length)
}
