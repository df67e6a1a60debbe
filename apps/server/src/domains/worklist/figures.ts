import type { Day } from '@huitou/shared/kit/day'
import { isRange } from '@huitou/shared/worklist/rules'
import type { WorkState } from '@huitou/shared/worklist/schema'
import type { Punctuality } from '@huitou/shared/worklist/figures-schema'
import { staffNames } from '#server/domains/staff/queries'
import { Stores } from '#server/domains/store/entities'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { In } from 'typeorm'
import { Items } from './entities'

type Sum = { storeId: string; staffId: string | null; state: WorkState; late: boolean; n: number }
type Raw = Record<keyof Sum, string | number | null>

/** One sum per store, person and outcome, counted along (store, day). */
async function sumsOf(read: Reader, storeIds: readonly string[], from: Day, to: Day): Promise<Sum[]> {
  const raw = await read
    .createQueryBuilder(Items, 'row')
    .select('row.storeId', 'storeId')
    .addSelect('row.staffId', 'staffId')
    .addSelect('row.state', 'state')
    .addSelect('row.late', 'late')
    .addSelect('COUNT(*)', 'n')
    .where('row.storeId IN (:...storeIds) AND row.day BETWEEN :from AND :to', { storeIds, from, to })
    .groupBy('row.storeId')
    .addGroupBy('row.staffId')
    .addGroupBy('row.state')
    .addGroupBy('row.late')
    .getRawMany<Raw>()
  return raw.map(({ storeId, staffId, state, late, n }) => ({
    ...{ storeId: String(storeId), staffId: staffId === null ? null : String(staffId) },
    ...{ state: state as WorkState, late: Number(late) === 1, n: Number(n) },
  }))
}

const countOf = (sums: readonly Sum[], is: (sum: Sum) => boolean) => sums.filter(is).reduce((all, { n }) => all + n, 0)

const marked = (sums: readonly Sum[]) => ({
  onTime: countOf(sums, ({ state, late }) => state === 'done' && !late),
  late: countOf(sums, ({ state, late }) => state === 'done' && late),
  skipped: countOf(sums, ({ state }) => state === 'skipped'),
})

/** How punctual these stores and their people were. Refuses a range that ends before it begins or is longer than 92 days. */
export async function punctualityOf(
  read: Reader,
  storeIds: readonly string[],
  { from, to }: { from: Day; to: Day },
): Promise<Punctuality> {
  if (!isRange(from, to)) throw invalid('to', 'at most 92 days, beginning with `from`')
  if (storeIds.length === 0) return { stores: [], staff: [] }
  const sums = await sumsOf(read, storeIds, from, to)
  const stores = await read.find(Stores, { where: { id: In([...storeIds]) }, order: { id: 'ASC' } })
  const staffIds = [...new Set(sums.flatMap(({ staffId }) => staffId ?? []))].sort((a, b) => Number(a) - Number(b))
  const names = await staffNames(read, staffIds)
  return {
    stores: stores.map(({ id, name }) => {
      const own = sums.filter(({ storeId }) => storeId === id)
      const of = (wanted: WorkState) => countOf(own, ({ state }) => state === wanted)
      return { storeId: id, name, ...marked(own), missed: of('missed'), open: of('open') }
    }),
    staff: staffIds.map((id) => ({
      ...{ staffId: id, name: names.get(id) ?? '' },
      ...marked(sums.filter(({ staffId }) => staffId === id)),
    })),
  }
}
