import { In } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { daysBetween } from '@huitou/shared/kit/day'
import { isLive } from '@huitou/shared/mall/order-rules'
import type { OrderState } from '@huitou/shared/mall/schema'
import type { Reader } from '#server/platform/db/tx'
import { invalid } from '#server/platform/refused'
import { Items, Orders, type ItemRow } from '../entities'

const DAYS_MAX = 92

type Sum = { itemId: string; state: OrderState; quantity: number; points: number }
type Raw = { itemId: string | number; state: OrderState; quantity: string | number; points: string | number }
type Row = Output<'mall.report'>['rows'][number]

/** What was ordered on these days, by item and by what has become of it; along (day, item). */
async function sumsOf(read: Reader, { from, until }: Input<'mall.report'>): Promise<Sum[]> {
  const raw = await read
    .createQueryBuilder(Orders, 'one')
    .select('one.itemId', 'itemId')
    .addSelect('one.state', 'state')
    .addSelect('SUM(one.quantity)', 'quantity')
    .addSelect('SUM(one.points)', 'points')
    .where('one.day BETWEEN :from AND :until AND one.groupOrderId IS NULL', { from, until })
    .groupBy('one.itemId')
    .addGroupBy('one.state')
    .getRawMany<Raw>()
  return raw.map(({ itemId, state, quantity, points }) => ({
    ...{ itemId: String(itemId), state },
    ...{ quantity: Number(quantity), points: Number(points) },
  }))
}

const total = (sums: readonly Sum[], what: 'quantity' | 'points') => sums.reduce((all, one) => all + one[what], 0)

function rowOf({ id, name, kind, costFen }: ItemRow, sums: readonly Sum[]): Row {
  const of = (...states: OrderState[]) => sums.filter((one) => states.includes(one.state))
  const live = sums.filter((one) => isLive(one.state))
  return {
    ...{ itemId: id, name, kind },
    exchanged: total(sums, 'quantity'),
    done: total(of('done'), 'quantity'),
    waiting: total(of('waiting_pickup', 'waiting_shipment', 'shipped'), 'quantity'),
    cancelled: total(of('cancelled'), 'quantity'),
    expired: total(of('expired'), 'quantity'),
    pointsBurned: total(live, 'points'),
    costFen: costFen === null ? null : costFen * total(live, 'quantity'),
  }
}

/** What members took on these days and what it cost (S-108); what burned the most points first. */
export async function mallReport(read: Reader, range: Input<'mall.report'>): Promise<Row[]> {
  const days = daysBetween(range.from, range.until)
  if (days < 0 || days >= DAYS_MAX) throw invalid('until', 'from one day to a later one, 92 days at most')
  const sums = await sumsOf(read, range)
  const ids = [...new Set(sums.map((one) => one.itemId))]
  const items = ids.length === 0 ? [] : await read.find(Items, { where: { id: In(ids) } })
  return items
    .map((item) =>
      rowOf(
        item,
        sums.filter((one) => one.itemId === item.id),
      ),
    )
    .sort((a, b) => b.pointsBurned - a.pointsBurned)
}
