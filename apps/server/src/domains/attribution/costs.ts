import { In, IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm'
import { costWithin } from '@huitou/shared/attribution/rules'
import { Batches } from '#server/domains/channel/batch/entities'
import { Costs, type CostRow } from '#server/domains/channel/entry/entities'
import { Codes } from '#server/domains/channel/entities'
import type { Reader } from '#server/platform/db/tx'
import type { By, Span } from './sums'

const idsOf = (ids: (string | null)[]) => In([...new Set(ids.filter((id) => id !== null))])

/** To what a cost belongs: itself says its source, code and batch; the store and the person are those of its code or batch. */
async function placesOf(read: Reader, costs: readonly CostRow[]) {
  const codes = await read.find(Codes, { where: { id: idsOf(costs.map(({ codeId }) => codeId)) } })
  const batches = await read.find(Batches, { where: { id: idsOf(costs.map(({ batchId }) => batchId)) } })
  return ({ sourceId, codeId, batchId }: CostRow): Record<By, string | null> => {
    const code = codes.find(({ id }) => id === codeId)
    const batch = batches.find(({ id }) => id === batchId)
    return {
      ...{ source: sourceId, code: codeId, batch: batchId },
      store: code?.storeId ?? batch?.storeId ?? null,
      staff: code?.staffId ?? null,
    }
  }
}

/** What each group cost in a span, each cost by the share of its days that fall into it; of one store only what was spent there. */
export async function costsBy(read: Reader, by: By, { from, until }: Span, storeId: string | null) {
  const costs = await read.find(Costs, {
    where: { untilDay: MoreThanOrEqual(from), fromDay: LessThanOrEqual(until), removedAt: IsNull() },
  })
  const placeOf = await placesOf(read, costs)
  const sums = new Map<string, number>()
  for (const cost of costs) {
    const place = placeOf(cost)
    const id = storeId === null || place.store === storeId ? place[by] : null
    const { fromDay, untilDay, amountFen } = cost
    const share = costWithin({ from: fromDay, until: untilDay, amountFen }, { from, until })
    if (id !== null) sums.set(id, (sums.get(id) ?? 0) + share)
  }
  return sums
}
