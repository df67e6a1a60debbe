import { In, LessThan } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import type { OperatorDistributor, OperatorPayout } from '@huitou/shared/distribution/console-contract'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { idCursor } from '#server/platform/db/cursor'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { Customers, Distributors, Payouts, type DistributorRow, type PayoutRow } from '../entities'
import { maskedNames } from './customers'

const text = (at: Date | null) => at?.toISOString() ?? null

type Count = { id: string | number; n: string | number }

async function customersBy(read: Reader, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await read
    .createQueryBuilder(Customers, 'customer')
    .select(['customer.distributorId AS id', 'COUNT(*) AS n'])
    .where({ distributorId: In([...ids]) })
    .groupBy('customer.distributorId')
    .getRawMany<Count>()
  return new Map(rows.map(({ id, n }) => [String(id), Number(n)]))
}

async function presentAll(read: Reader, rows: readonly DistributorRow[]): Promise<OperatorDistributor[]> {
  const ids = rows.map(({ memberId }) => memberId)
  const [names, counts] = [await maskedNames(read, ids), await customersBy(read, ids)]
  return rows.map(({ memberId, state, words, reason, changedAt, ...row }) => ({
    ...{ memberId, name: names.get(memberId) ?? '', state, words, reason, changedAt: changedAt.toISOString() },
    customers: counts.get(memberId) ?? 0,
    ...{ frozenFen: row.frozenFen, dueFen: row.dueFen, heldFen: row.heldFen, paidFen: row.paidFen },
    debtFen: row.debtFen,
  }))
}

export async function distributorsPage(
  read: Reader,
  { state, before }: Input<'distribution.distributors'>,
): Promise<Output<'distribution.distributors'>> {
  const older = before === undefined ? {} : { memberId: LessThan(idCursor(before)) }
  const where = { ...(state === undefined ? {} : { state }), ...older }
  const rows = await read.find(Distributors, { where, order: { memberId: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentAll(read, shown),
    next: rows.length > PAGE_SIZE ? (shown[shown.length - 1]?.memberId ?? null) : null,
  }
}

export async function distributorFor(read: Reader, memberId: string): Promise<Output<'distribution.designate'>> {
  const row = found(await read.findOne(Distributors, { where: { memberId } }))
  return { distributor: found((await presentAll(read, [row]))[0]) }
}

async function presentPayouts(read: Reader, rows: readonly PayoutRow[]): Promise<OperatorPayout[]> {
  const ids = [...new Set(rows.map(({ distributorId }) => distributorId))]
  const names = await maskedNames(read, ids)
  const owners = ids.length === 0 ? [] : await read.find(Distributors, { where: { memberId: In(ids) } })
  const debts = new Map(owners.map(({ memberId, debtFen }) => [memberId, debtFen]))
  return rows.map(({ id, distributorId: memberId, amountFen, state, requestedAt, ...row }) => ({
    ...{ id, memberId, name: names.get(memberId) ?? '', amountFen, state, requestedAt: requestedAt.toISOString() },
    ...{ decidedAt: text(row.decidedAt), decidedBy: row.decidedBy, reason: row.reason },
    ...{ method: row.method, reference: row.reference, paidAt: text(row.paidAt), recordedBy: row.recordedBy },
    debtFen: debts.get(memberId) ?? 0,
  }))
}

export async function payoutsPage(
  read: Reader,
  { state, before }: Input<'distribution.payouts'>,
): Promise<Output<'distribution.payouts'>> {
  const older = before === undefined ? {} : { id: LessThan(idCursor(before)) }
  const where = { ...(state === undefined ? {} : { state }), ...older }
  const rows = await read.find(Payouts, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const shown = rows.slice(0, PAGE_SIZE)
  return {
    rows: await presentPayouts(read, shown),
    next: rows.length > PAGE_SIZE ? (shown[shown.length - 1]?.id ?? null) : null,
  }
}

export async function payoutFor(read: Reader, id: string): Promise<Output<'distribution.decidePayout'>> {
  const row = found(await read.findOne(Payouts, { where: { id } }))
  return { payout: found((await presentPayouts(read, [row]))[0]) }
}
