import { Not } from 'typeorm'
import { allocate, stateOf } from '@huitou/shared/distribution/rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Adjustments, Commissions, type AdjustmentRow, type CommissionRow } from '../entities'

/** Something a pay-out can be for. */
type Open = { id: string; leftFen: number; at: Date; pay: (partFen: number) => Promise<unknown> }

const ofCommission = (tx: Tx, row: CommissionRow, now: Date): Open => ({
  ...{ id: `commission:${row.id}`, leftFen: row.leftFen, at: row.earnedAt },
  pay(partFen) {
    const paidFen = row.paidFen + partFen
    const paid = { paidFen, leftFen: row.standingFen - paidFen, state: stateOf({ ...row, paidFen }, now) }
    return tx.update(Commissions, { id: row.id }, paid)
  },
})

const ofAdjustment = (tx: Tx, row: AdjustmentRow): Open => ({
  ...{ id: `adjustment:${row.id}`, leftFen: row.leftFen, at: row.at },
  pay(partFen) {
    const paidFen = row.paidFen + partFen
    return tx.update(Adjustments, { id: row.id }, { paidFen, leftFen: row.amountFen - paidFen })
  },
})

/** Of which something is to be paid, or was paid too much; where all came back since, the newest, which then says what is owed. */
async function openCommissions(tx: Tx, distributorId: string): Promise<CommissionRow[]> {
  const free = { distributorId, state: Not('frozen' as const) }
  const open = { ...free, leftFen: Not(0) }
  const rows = await tx.find(Commissions, { where: open, order: { id: 'ASC' }, ...forUpdate(tx) })
  if (rows.length > 0) return rows
  return tx.find(Commissions, { where: free, order: { id: 'DESC' }, take: 1, ...forUpdate(tx) })
}

async function openOf(tx: Tx, distributorId: string, now: Date): Promise<Open[]> {
  const commissions = await openCommissions(tx, distributorId)
  const open = { distributorId, leftFen: Not(0) }
  const adjustments = await tx.find(Adjustments, { where: open, order: { id: 'ASC' }, ...forUpdate(tx) })
  const all = [
    ...commissions.map((row) => ofCommission(tx, row, now)),
    ...adjustments.map((row) => ofAdjustment(tx, row)),
  ]
  if (all.length > 0) return all.sort((one, other) => one.at.getTime() - other.at.getTime())
  const newest = await tx.find(Adjustments, {
    where: { distributorId },
    order: { id: 'DESC' },
    take: 1,
    ...forUpdate(tx),
  })
  return newest.map((row) => ofAdjustment(tx, row))
}

/** Which commissions and entries by hand the money of a pay-out was for. */
export async function markPaid(tx: Tx, distributorId: string, amountFen: number, now: Date) {
  const rows = await openOf(tx, distributorId, now)
  const parts = allocate(rows, amountFen)
  for (const { id, pay } of rows) {
    const part = parts.get(id) ?? 0
    if (part !== 0) await pay(part)
  }
}
