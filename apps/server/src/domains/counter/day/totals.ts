import type { ActTotals } from '@huitou/shared/counter/acts-contract'
import type { Reader } from '#server/platform/db/tx'
import { Acts, type ActRow } from './entities'

/** Which acts to sum: a store's day, or those of one clerk in one store, after one act and up to another. */
export type Span =
  | { storeId: string; day: number }
  | { storeId: string; staffId: string; afterId: string; toId: string }

type Sum = Pick<ActRow, 'kind' | 'staffId'> & { undone: boolean; number: number; amountFen: number; coupons: number }

export const NO_ACTS: ActTotals = {
  ...{ verified: 0, purchases: 0, paidFen: 0, refunds: 0, refundedFen: 0 },
  ...{ pickedUp: 0, enrolled: 0, slips: 0, admitted: 0, undone: 0 },
}

/** Sums by kind and clerk, made in the database: a day has thousands of acts and a handful of sums. */
export async function sumsOf(read: Reader, span: Span): Promise<Sum[]> {
  const query = read
    .createQueryBuilder(Acts, 'act')
    .select('act.kind', 'kind')
    .addSelect('act.staffId', 'staffId')
    .addSelect('CASE WHEN act.undoneAt IS NULL THEN 0 ELSE 1 END', 'undone')
    .addSelect('COUNT(*)', 'number')
    .addSelect('COALESCE(SUM(act.amountFen), 0)', 'amountFen')
    .addSelect('COALESCE(SUM(act.coupons), 0)', 'coupons')
    .groupBy('act.kind')
    .addGroupBy('act.staffId')
    .addGroupBy('CASE WHEN act.undoneAt IS NULL THEN 0 ELSE 1 END')
  if ('day' in span) query.where('act.storeId = :storeId AND act.day = :day', span)
  else query.where('act.staffId = :staffId AND act.storeId = :storeId AND act.id > :afterId AND act.id <= :toId', span)
  const rows = await query.getRawMany<Record<keyof Sum, string | number>>()
  return rows.map((row) => ({
    kind: row.kind as ActRow['kind'],
    staffId: String(row.staffId),
    undone: Number(row.undone) === 1,
    number: Number(row.number),
    amountFen: Number(row.amountFen),
    coupons: Number(row.coupons),
  }))
}

/** Of a verification only its coupon is counted, as of a bill's. */
const FIELDS: Record<ActRow['kind'], { count?: keyof ActTotals; fen?: keyof ActTotals }> = {
  verification: {},
  purchase: { count: 'purchases', fen: 'paidFen' },
  refund: { count: 'refunds', fen: 'refundedFen' },
  pickup: { count: 'pickedUp' },
  enrolment: { count: 'enrolled' },
  slip: { count: 'slips' },
  admission: { count: 'admitted' },
}

export function totalsOf(sums: readonly Sum[]): ActTotals {
  const totals = { ...NO_ACTS }
  for (const { kind, undone, number, amountFen, coupons } of sums) {
    if (undone) {
      totals.undone += number
      continue
    }
    const { count, fen } = FIELDS[kind]
    totals.verified += coupons
    if (count) totals[count] += number
    if (fen) totals[fen] += amountFen
  }
  return totals
}
