import type { Tx } from '#server/platform/db/tx'
import {
  Accounts,
  Entries,
  Lots,
  Txns,
  type AccountRow,
  type Bucket,
  type LotRow,
  type TxnKind,
  type TxnRow,
} from './entities'

/** One locked account with its live lots, as it stands at `now`. Changed only by `writeTxn`, in step with its rows. */
export type Book = { account: AccountRow; lots: LotRow[] }

type MemberBucket = Extract<Bucket, 'available' | 'debt'>
type ShopBucket = Extract<Bucket, 'issued' | 'spent' | 'expired' | 'adjusted' | 'clawed'>

/** Moves points of one lot (or, for a debt, of none). A negative debt move means that more is owed. */
export type Move = { bucket: MemberBucket; lotId: string | null; amount: number }

/** A lot that comes into being with this transaction; its first move is the whole of it. */
export type NewLot = Pick<LotRow, 'amount' | 'expiresAt' | 'source' | 'ruleVersion' | 'parentLotId'>

export type TxnPlan = {
  kind: TxnKind
  sourceKey: string
  fingerprint: string
  moves: Move[]
  newLots?: NewLot[]
  /** Taken from the first new lot at once, to pay off a debt. */
  absorbed?: number
  shopBucket: ShopBucket
  reverses?: string
  reason: string
  source: string
  actor: string
  effectiveAt: Date
  recordedAt: Date
  expiresAt?: Date | null
}

/** One point costs one fen: 100 points offset ¥1 (S-106). */
const COST_PERMILLE = 1000

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** Writes a lot as it will stand after its transaction; in the book it begins empty, for the moves to fill. */
async function insertLot(
  tx: Tx,
  book: Book,
  txnId: string,
  { amount, ...plan }: NewLot,
  kept: number,
): Promise<LotRow> {
  const row: Omit<LotRow, 'id'> = {
    ...plan,
    amount,
    accountId: book.account.id,
    txnId,
    remaining: kept,
    held: 0,
    state: 'active',
    live: kept > 0,
    activatesAt: null,
    dueAt: kept > 0 ? plan.expiresAt : null,
    costPermille: COST_PERMILLE,
  }
  const { identifiers } = await tx.insert(Lots, row)
  const lot = { ...row, id: String(identifiers[0]?.['id']), remaining: 0 }
  book.lots.push(lot)
  return lot
}

/** Applies a move to the book; the post-conditions hold or nothing is committed. */
function apply(book: Book, { bucket, lotId, amount }: Move): number {
  const { account } = book
  if (bucket === 'debt') {
    account.debt -= amount
    if (account.debt < 0) throw new Error(`account ${account.id}: a debt below zero`)
    return account.debt
  }
  const lot = book.lots.find((one) => one.id === lotId)
  if (!lot) throw new Error(`account ${account.id}: no live lot ${lotId}`)
  lot.remaining += amount
  account.available += amount
  if (lot.remaining < 0 || lot.remaining > lot.amount || account.available < 0)
    throw new Error(`account ${account.id}: lot ${lotId} or its balance out of bounds`)
  return account.available
}

const saveLot = (tx: Tx, lot: LotRow) => {
  lot.live = lot.remaining + lot.held > 0
  lot.dueAt = lot.live ? lot.expiresAt : null
  return tx.update(Lots, { id: lot.id }, { remaining: lot.remaining, live: lot.live, dueAt: lot.dueAt })
}

/** The moves of a plan, with those of its new lots, which have ids only now. */
function allMoves(plan: TxnPlan, newLots: LotRow[]): Move[] {
  const moves: Move[] = newLots.map((lot) => ({ bucket: 'available', lotId: lot.id, amount: lot.amount }))
  const absorbed = plan.absorbed ?? 0
  const [first] = newLots
  if (absorbed > 0 && first)
    moves.push(
      { bucket: 'available', lotId: first.id, amount: -absorbed },
      { bucket: 'debt', lotId: null, amount: absorbed },
    )
  return [...plan.moves, ...moves]
}

/** What the balance gains or loses. */
const changeOf = (plan: TxnPlan) =>
  sum([
    ...plan.moves.filter((move) => move.bucket === 'available').map((move) => move.amount),
    ...(plan.newLots ?? []).map((lot) => lot.amount),
    -(plan.absorbed ?? 0),
  ])

function rowOf(account: AccountRow, plan: TxnPlan): Omit<TxnRow, 'id'> {
  const amount = changeOf(plan)
  return {
    accountId: account.id,
    kind: plan.kind,
    direction: amount < 0 || plan.kind === 'clawback' ? -1 : 1,
    amount,
    balanceAfter: account.available + amount,
    sourceKey: plan.sourceKey,
    fingerprint: plan.fingerprint,
    reverses: plan.reverses ?? null,
    effectiveAt: plan.effectiveAt,
    recordedAt: plan.recordedAt,
    actor: plan.actor,
    reason: plan.reason,
    source: plan.source,
    expiresAt: plan.expiresAt ?? null,
    decisionId: null,
  }
}

/** Writes one transaction: its row, its lots, its entries that sum to zero, and the account as it then stands. */
export async function writeTxn(tx: Tx, book: Book, plan: TxnPlan) {
  const { account } = book
  const before = account.available
  const { identifiers } = await tx.insert(Txns, rowOf(account, plan))
  const txnId = String(identifiers[0]?.['id'])
  const newLots: LotRow[] = []
  for (const [index, lot] of (plan.newLots ?? []).entries())
    newLots.push(await insertLot(tx, book, txnId, lot, index === 0 ? lot.amount - (plan.absorbed ?? 0) : lot.amount))
  const moves = allMoves(plan, newLots)
  const entries = moves.map((move) => {
    account.seq += 1
    return {
      ...move,
      txnId,
      accountId: account.id,
      accountSeq: account.seq,
      balanceAfter: apply(book, move),
      at: plan.effectiveAt,
    }
  })
  const shop = { bucket: plan.shopBucket, lotId: null, accountId: null, accountSeq: null, balanceAfter: null }
  await tx.insert(Entries, [
    ...entries,
    { ...shop, txnId, amount: -sum(moves.map((move) => move.amount)), at: plan.effectiveAt },
  ])
  const touched = new Set(plan.moves.map((move) => move.lotId))
  for (const lot of book.lots) if (touched.has(lot.id)) await saveLot(tx, lot)
  for (const lot of newLots) lot.live = lot.remaining > 0
  const { available: balance, debt, seq } = account
  await tx.update(Accounts, { id: account.id }, { available: balance, debt, seq })
  return { txnId, amount: account.available - before, balanceAfter: account.available }
}
