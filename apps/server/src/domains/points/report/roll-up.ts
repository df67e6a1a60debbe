import { In } from 'typeorm'
import { liabilityMonth, NO_FLOW, withEntry, type Flow } from '@huitou/shared/points/report-rules'
import { brandOf } from '#server/domains/store/queries'
import { businessDay, type DayRule } from '#server/platform/business-day'
import { inTransaction, skipLocked, type Tx } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Accounts, Entries, Lots, Txns, type EntryRow, type LotRow, type PointUnit, type ShopBucket } from '../entities'
import { Daily, Liability } from './entities'

const TXNS_A_RUN = 500

type DayKey = { unit: PointUnit; day: number }
type DaySum = DayKey & { flow: Flow; txns: number }
type MonthKey = { unit: PointUnit; month: number; source: string }
type MonthSum = MonthKey & { points: number; costMilliFen: number }

/**
 * Adds transactions that the figures do not know yet: each exactly once, since its mark goes in the same commit. So the figures are at
 * most as old as the oldest marked transaction, nothing in the ledger waits for them, and no order of commits can make one be missed.
 * True when more waits.
 */
export const rollUp = (db: Platform['db']): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const order = { id: 'ASC' } as const
    const txns = await tx.find(Txns, { where: { toRoll: 1 }, order, take: TXNS_A_RUN, ...skipLocked(tx) })
    if (txns.length === 0) return false
    const entries = await tx.find(Entries, { where: { txnId: In(txns.map((txn) => txn.id)) } })
    const units = await unitsOf(tx, [...new Set(txns.map((txn) => txn.accountId))])
    const unitOfTxn = new Map(txns.map((txn) => [txn.id, units.get(txn.accountId) ?? 'points']))
    const brand = await brandOf(tx)
    const days = sumDays(txns, entries, unitOfTxn, brand)
    const months = sumMonths(entries, await lotsOf(tx, entries), unitOfTxn, brand)
    for (const day of days) await addDay(tx, day)
    for (const month of months) await addMonth(tx, month)
    await tx.update(Txns, { id: In(txns.map((txn) => txn.id)) }, { toRoll: null })
    return txns.length === TXNS_A_RUN
  })

async function unitsOf(tx: Tx, accountIds: string[]): Promise<Map<string, PointUnit>> {
  const accounts = await tx.find(Accounts, { select: { id: true, unit: true }, where: { id: In(accountIds) } })
  return new Map(accounts.map((account) => [account.id, account.unit]))
}

async function lotsOf(tx: Tx, entries: readonly EntryRow[]): Promise<Map<string, LotRow>> {
  const ids = [...new Set(entries.flatMap((entry) => entry.lotId ?? []))]
  const lots = ids.length === 0 ? [] : await tx.find(Lots, { where: { id: In(ids) } })
  return new Map(lots.map((lot) => [lot.id, lot]))
}

type UnitOfTxn = Map<string, PointUnit>

function sumDays(
  txns: readonly { id: string; effectiveAt: Date }[],
  entries: readonly EntryRow[],
  unitOfTxn: UnitOfTxn,
  brand: DayRule,
): DaySum[] {
  const sums = new Map<string, DaySum>()
  const shopSide = new Map<string, EntryRow>()
  for (const entry of entries) if (entry.accountId === null) shopSide.set(entry.txnId, entry)
  for (const { id, effectiveAt } of txns) {
    const { day } = businessDay(effectiveAt, brand)
    const unit = unitOfTxn.get(id) ?? 'points'
    const known = sums.get(`${unit}/${day}`) ?? { unit, day, flow: NO_FLOW, txns: 0 }
    const entry = shopSide.get(id)
    const flow = entry ? withEntry(known.flow, entry.bucket as ShopBucket, entry.amount) : known.flow
    sums.set(`${unit}/${day}`, { ...known, flow, txns: known.txns + 1 })
  }
  return [...sums.values()].sort((a, b) => a.day - b.day || (a.unit < b.unit ? -1 : 1))
}

const monthOfLot = ({ expiresAt, inactivityMonths }: LotRow, brand: DayRule) =>
  liabilityMonth(expiresAt && businessDay(new Date(expiresAt.getTime() - 1), brand).day, inactivityMonths)

function sumMonths(
  entries: readonly EntryRow[],
  lots: Map<string, LotRow>,
  unitOfTxn: UnitOfTxn,
  brand: DayRule,
): MonthSum[] {
  const sums = new Map<string, MonthSum>()
  for (const { txnId, lotId, amount } of entries) {
    const lot = lots.get(lotId ?? '')
    if (!lot) continue
    const key = { unit: unitOfTxn.get(txnId) ?? 'points', month: monthOfLot(lot, brand), source: lot.source }
    const name = `${key.unit}/${key.month}/${key.source}`
    const known = sums.get(name) ?? { ...key, points: 0, costMilliFen: 0 }
    known.points += amount
    known.costMilliFen += amount * lot.costPermille
    sums.set(name, known)
  }
  const nameOf = (one: MonthSum) => `${one.unit}/${one.month}/${one.source}`
  return [...sums.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

async function addDay(tx: Tx, { unit, day, flow, txns }: DaySum) {
  const { affected } = await tx
    .createQueryBuilder()
    .update(Daily)
    .set({
      issued: () => `issued + ${flow.issued}`,
      burned: () => `burned + ${flow.burned}`,
      expired: () => `expired + ${flow.expired}`,
      clawed: () => `clawed + ${flow.clawed}`,
      adjusted: () => `adjusted + ${flow.adjusted}`,
      opening: () => `opening + ${flow.opening}`,
      txns: () => `txns + ${txns}`,
    })
    .where({ unit, day })
    .execute()
  if (affected === 0) await tx.insert(Daily, { unit, day, ...flow, txns })
}

async function addMonth(tx: Tx, { points, costMilliFen, ...key }: MonthSum) {
  if (points === 0 && costMilliFen === 0) return
  const { affected } = await tx
    .createQueryBuilder()
    .update(Liability)
    .set({ points: () => `points + ${points}`, costMilliFen: () => `cost_milli_fen + ${costMilliFen}` })
    .where(key)
    .execute()
  if (affected === 0) await tx.insert(Liability, { ...key, points, costMilliFen })
}
