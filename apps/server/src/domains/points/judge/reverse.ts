import { In, LessThan } from 'typeorm'
import { no } from '@huitou/shared/kit/decision'
import { clawbackMoves, returnMoves, shareBack, type Returning } from '@huitou/shared/points/move-rules'
import { planReversal, type Draw, type Lot } from '@huitou/shared/points/rules'
import type { Tx } from '#server/platform/db/tx'
import { heirOf } from '../book'
import { Accounts, Entries, Lots, Txns, type LotRow, type ShopBucket, type TxnRow } from '../entities'
import type { Cancel, Reverse } from '../operations'
import { endAfterActivity } from '../policy/push-ends'
import type { Bench, Judged } from './judged'

/** A transaction of this account, or of one that it has taken over. */
async function originalOf({ tx, book }: Bench, txnId: string): Promise<TxnRow | null> {
  const txn = await tx.findOne(Txns, { where: { id: txnId } })
  if (!txn) return null
  for (let id: string | null = txn.accountId; id !== null;) {
    if (id === book.account.id) return txn
    id = (await tx.findOne(Accounts, { where: { id } }))?.mergedInto ?? null
  }
  return null
}

const undoneOf = (tx: Tx, txnId: string) => tx.find(Txns, { where: { reverses: txnId } })

const sumOf = (txns: readonly TxnRow[]) => txns.reduce((sum, txn) => sum + txn.granted, 0)

type Undo = { txn: TxnRow; undone: TxnRow[]; points: number }

const GAVE = new Set(['earn', 'opening'])
const TOOK = new Set(['spend', 'capture'])
const gave = ({ kind, direction }: TxnRow) => GAVE.has(kind) || (kind === 'adjust' && direction === 1)
const took = ({ kind, direction }: TxnRow) => TOOK.has(kind) || (kind === 'adjust' && direction === -1)

/** Undoes what is still left of a transaction, or `points` of it. The parts never come to more than the whole. */
export async function judgeReverse(bench: Bench, { txnId, points, graceDays }: Reverse): Promise<Judged> {
  const txn = await originalOf(bench, txnId)
  if (!txn || !(gave(txn) || took(txn))) return no('not_found')
  const undone = await undoneOf(bench.tx, txnId)
  const decision = planReversal(txn.granted, sumOf(undone), points)
  if (!decision.ok) return decision
  const undo = { txn, undone, points: decision.points }
  return gave(txn) ? clawback(bench, undo, 'clawback') : giveBack(bench, undo, graceDays)
}

/** Takes a pending earning back. What of it was taken before, to make up for another, is taken like any clawback. */
export async function judgeCancel(bench: Bench, { txnId }: Cancel): Promise<Judged> {
  const txn = await originalOf(bench, txnId)
  if (!txn || !gave(txn)) return no('not_found')
  const undone = await undoneOf(bench.tx, txnId)
  const decision = planReversal(txn.granted, sumOf(undone), undefined)
  if (!decision.ok) return decision
  const lots = await lotsOfTxn(bench, txnId)
  if (!lots.some((lot) => lot.state === 'pending')) return no('points_not_pending')
  return clawback(bench, { txn, undone, points: decision.points }, 'cancel')
}

/** The lots that a transaction made, and those that stand for them since. */
async function lotsOfTxn({ tx }: Bench, txnId: string): Promise<LotRow[]> {
  const lots = await tx.find(Lots, { where: { txnId } })
  for (let ids = lots.map((lot) => lot.id); ids.length > 0;) {
    const heirs = await tx.find(Lots, { where: { parentLotId: In(ids) } })
    lots.push(...heirs)
    ids = heirs.map((lot) => lot.id)
  }
  return lots
}

/** What of these lots ended unused, less what was let go for that reason before. */
async function endedUnused(tx: Tx, lotIds: readonly string[], undone: readonly TxnRow[]): Promise<number> {
  const left = await tx.find(Entries, { where: { lotId: In([...lotIds]), amount: LessThan(0) } })
  const ends = await tx.find(Txns, { where: { id: In([...new Set(left.map((one) => one.txnId))]), kind: 'expire' } })
  const endIds = new Set(ends.map((txn) => txn.id))
  const ended = left.reduce((sum, one) => sum - (endIds.has(one.txnId) ? one.amount : 0), 0)
  const taken = await tx.find(Entries, { where: { txnId: In(undone.map((txn) => txn.id)), bucket: 'clawed' } })
  const letGo = sumOf(undone) - taken.reduce((sum, one) => sum + one.amount, 0)
  return Math.max(0, ended - letGo)
}

async function clawback(bench: Bench, { txn, undone, points }: Undo, kind: 'clawback' | 'cancel'): Promise<Judged> {
  const { tx, book, counters, now } = bench
  const own = new Set((await lotsOfTxn(bench, txn.id)).map((lot) => lot.id))
  const ended = await endedUnused(tx, [...own], undone)
  const moves = clawbackMoves(book.lots, (lot: Lot) => own.has(lot.id), points, now, ended)
  const letGo = points + moves.reduce((sum, move) => sum + move.amount, 0)
  const cutBy = letGo > 0 ? `其中 ${letGo} 积分已经过期，不再扣` : null
  const shopBucket: ShopBucket | null = moves.length === 0 ? null : 'clawed'
  return {
    ok: true,
    plan: { kind, moves, granted: points, cutBy, shopBucket, reverses: txn.id },
    after: () => counters.giveBack(txn.id, points),
  }
}

/** What a spending took from which lot. */
async function drawsOf(tx: Tx, txn: TxnRow): Promise<Draw[]> {
  const bucket = txn.kind === 'capture' ? 'held' : 'available'
  const entries = await tx.find(Entries, { where: { txnId: txn.id, bucket }, order: { id: 'ASC' } })
  return entries.map((entry) => ({ lotId: entry.lotId ?? '', points: -entry.amount }))
}

/** What of it has come back to which of those lots, or to a lot that stands for one of them. */
async function cameBack(tx: Tx, drawn: readonly Draw[], undone: readonly TxnRow[]): Promise<Map<string, number>> {
  const back = new Map<string, number>()
  if (undone.length === 0) return back
  const entries = await tx.find(Entries, { where: { txnId: In(undone.map((txn) => txn.id)), bucket: 'available' } })
  const heirs = await tx.find(Lots, { where: { txnId: In(undone.map((txn) => txn.id)) } })
  const gaveUp = new Set(drawn.map((draw) => draw.lotId))
  for (const { lotId, amount } of entries) {
    // What of it paid off a debt at once came back all the same.
    if (amount < 0 || lotId === null) continue
    const parent = heirs.find((lot) => lot.id === lotId)?.parentLotId
    const to = gaveUp.has(lotId) ? lotId : (parent ?? lotId)
    back.set(to, (back.get(to) ?? 0) + amount)
  }
  return back
}

/** A drained lot was not pushed out with the others when the member was active: what comes back to it must not have missed that. */
async function upToDate({ tx, book }: Bench, lots: LotRow[]) {
  for (const lot of lots) lot.expiresAt = await endAfterActivity(tx, lot, book.account.activeAt)
  return lots
}

async function giveBack(bench: Bench, { txn, undone, points }: Undo, graceDays: number): Promise<Judged> {
  const { tx, book, now } = bench
  const drawn = await drawsOf(tx, txn)
  const back = await cameBack(tx, drawn, undone)
  const left = drawn.map(({ lotId, points: gone }) => ({ lotId, points: gone - (back.get(lotId) ?? 0) }))
  const returning = shareBack(points, left)
  const lots = await upToDate(bench, await tx.find(Lots, { where: { id: In(returning.map((draw) => draw.lotId)) } }))
  const lotOf = (id: string) => {
    const lot = lots.find((one) => one.id === id)
    if (!lot) throw new Error(`transaction ${txn.id} drew from a lot that is not there: ${id}`)
    return lot
  }
  const pieces = returning.map((draw): Returning => {
    const { expiresAt, accountId } = lotOf(draw.lotId)
    return { ...draw, expiresAt, home: accountId === book.account.id }
  })
  const { moves, newLots } = returnMoves(pieces, { debt: book.account.debt, at: now, graceDays })
  // A drained lot is not in the book; it comes back to life here.
  for (const lot of lots)
    if (lot.accountId === book.account.id && !book.lots.some((one) => one.id === lot.id)) book.lots.push(lot)
  const shopBucket: ShopBucket = txn.kind === 'adjust' ? 'adjusted' : 'spent'
  const plan = { kind: 'return', granted: points, moves, shopBucket, reverses: txn.id } as const
  return { ok: true, plan: { ...plan, newLots: newLots.map((lot) => heirOf(lotOf(lot.parentLotId), lot)) } }
}
