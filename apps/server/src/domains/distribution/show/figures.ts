import { And, LessThan, MoreThanOrEqual } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { addDays } from '@huitou/shared/kit/day'
import { brandOf } from '#server/domains/store/queries'
import { endOfDay } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { Adjustments, Commissions, Customers, Distributors, Payouts } from '../entities'

type Sums = { [Name in 'purchases' | 'soldFen' | 'commissionFen']: string | number | null }

const commissionSums = (read: Reader, from: Date, until: Date) =>
  read
    .createQueryBuilder(Commissions, 'commission')
    .select('COUNT(*)', 'purchases')
    .addSelect('SUM(commission.baseFen)', 'soldFen')
    .addSelect('SUM(commission.standingFen)', 'commissionFen')
    .where('commission.boughtAt >= :from AND commission.boughtAt < :until', { from, until })
    .getRawOne<Sums>()

const total = async (read: Reader, name: 'frozenFen' | 'dueFen' | 'heldFen' | 'debtFen') =>
  (await read.sum(Distributors, name)) ?? 0

/** What distribution brought and cost between two business days, and what the shop owes now. */
export async function showFigures(
  read: Reader,
  input: Input<'distribution.figures'>,
): Promise<Output<'distribution.figures'>> {
  const brand = await brandOf(read)
  const [from, until] = [endOfDay(addDays(input.from, -1), brand), endOfDay(input.until, brand)]
  const within = And(MoreThanOrEqual(from), LessThan(until))
  const sums = await commissionSums(read, from, until)
  return {
    customers: await read.countBy(Customers, { boundAt: within }),
    purchases: Number(sums?.purchases ?? 0),
    soldFen: Number(sums?.soldFen ?? 0),
    commissionFen: Number(sums?.commissionFen ?? 0),
    adjustedFen: (await read.sum(Adjustments, 'amountFen', { at: within })) ?? 0,
    paidOutFen: (await read.sum(Payouts, 'amountFen', { state: 'paid', recordedAt: within })) ?? 0,
    owedFen: (await total(read, 'frozenFen')) + (await total(read, 'dueFen')) + (await total(read, 'heldFen')),
    debtFen: await total(read, 'debtFen'),
  }
}
