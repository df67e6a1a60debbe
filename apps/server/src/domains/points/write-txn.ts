import type { Move } from '@huitou/shared/points/move-rules'
import { dueAtOf, type OpenHold } from '@huitou/shared/points/book-rules'
import type { Tx } from '#server/platform/db/tx'
import {
  Accounts,
  Entries,
  Lots,
  Txns,
  type AccountRow,
  type LotRow,
  type MemberBucket,
  type ShopBucket,
  type TxnKind,
  type TxnRow,
} from './entities'

/** One locked account with its live lots and open holds, as it stands at `now`. Changed only by `writeTxn`, in step with its rows. */
export type Book = { account: AccountRow; lots: LotRow[]; holds: OpenHold[] }

/** A lot that comes into being with a transaction; the moves name it by its `ref`. */
export type NewLot = { ref: string } & Pick<
  LotRow,
  | 'amount'
  | 'state'
  | 'activatesAt'
  | 'activatesOn'
  | 'expiresAt'
  | 'inactivityMonths'
  | 'costPermille'
  | 'source'
  | 'ruleVersion'
  | 'parentLotId'
>

type Facts = Pick<TxnRow, 'sourceKey' | 'fingerprint' | 'reason' | 'source' | 'actor' | 'effectiveAt' | 'recordedAt'>
type MoreFacts = Pick<TxnRow, 'wanted' | 'cutBy' | 'reverses' | 'expiresAt' | 'decisionId' | 'ruleVersion' | 'holdId'>

export type TxnPlan = Facts &
  Partial<MoreFacts> & {
    kind: TxnKind
    /** How many points it is about. */
    granted: number
    moves: Move[]
    newLots?: NewLot[]
    /** Pending lots that become active with it. */
    activates?: string[]
    /** Where the shop's side is; points that only change buckets have none. */
    shopBucket: ShopBucket | null
  }

const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

/** Writes a lot as it will stand after its transaction; in the book it begins empty, for the moves to fill. */
async function insertLot(tx: Tx, book: Book, txnId: string, { ref, ...plan }: NewLot, moves: Move[]): Promise<LotRow> {
  const kept = sum(moves.filter((move) => move.lotId === ref).map((move) => move.amount))
  const row: Omit<LotRow, 'id'> = {
    ...plan,
    accountId: book.account.id,
    txnId,
    remaining: kept,
    held: 0,
    live: kept > 0,
    dueAt: null,
  }
  const dueAt = dueAtOf({ ...row, id: ref })
  const { identifiers } = await tx.insert(Lots, { ...row, dueAt })
  const lot = { ...row, dueAt, id: String(identifiers[0]?.['id']), remaining: 0 }
  book.lots.push(lot)
  return lot
}

function applyToLot(lot: LotRow, bucket: MemberBucket, amount: number) {
  if (bucket === 'held') lot.held += amount
  else lot.remaining += amount
  const { remaining, held } = lot
  if (remaining < 0 || held < 0 || remaining + held > lot.amount)
    throw new Error(`account ${lot.accountId}: lot ${lot.id} out of bounds`)
}

/** Applies a move to the book; the post-conditions hold or nothing is committed. Answers the bucket's balance. */
function apply({ account, lots }: Book, { bucket, lotId, amount }: Move): number {
  if (bucket !== 'debt') {
    const lot = lots.find((one) => one.id === lotId)
    if (!lot) throw new Error(`account ${account.id}: no live lot ${lotId}`)
    applyToLot(lot, bucket, amount)
  }
  account[bucket] += bucket === 'debt' ? -amount : amount
  if (account[bucket] < 0) throw new Error(`account ${account.id}: ${bucket} below zero`)
  return account[bucket]
}

const saveLot = (tx: Tx, lot: LotRow) => {
  lot.live = lot.remaining + lot.held > 0
  lot.dueAt = dueAtOf(lot)
  const { remaining, held, live, dueAt, expiresAt, state } = lot
  return tx.update(Lots, { id: lot.id }, { remaining, held, live, dueAt, expiresAt, state })
}

/** Who looks for what they used finds these under it. */
const TAKES = new Set<TxnKind>(['spend', 'hold', 'capture', 'expire', 'clawback', 'cancel', 'transfer_out'])

function rowOf(account: AccountRow, plan: TxnPlan): Omit<TxnRow, 'id'> {
  const amount = sum(plan.moves.filter((move) => move.bucket === 'available').map((move) => move.amount))
  const { kind, granted, sourceKey, fingerprint, reason, source, actor, effectiveAt, recordedAt } = plan
  return {
    ...{ kind, granted, sourceKey, fingerprint, reason, source, actor, effectiveAt, recordedAt, amount },
    accountId: account.id,
    direction: amount < 0 || TAKES.has(kind) ? -1 : 1,
    wanted: plan.wanted ?? granted,
    cutBy: plan.cutBy ?? null,
    balanceAfter: account.available + amount,
    reverses: plan.reverses ?? null,
    expiresAt: plan.expiresAt ?? null,
    decisionId: plan.decisionId ?? null,
    ruleVersion: plan.ruleVersion ?? null,
    holdId: plan.holdId ?? null,
    toRoll: 1,
  }
}

async function insertEntries(tx: Tx, book: Book, txnId: string, plan: TxnPlan, moves: Move[]) {
  const { account } = book
  const at = plan.effectiveAt
  const entries = moves.map((move) => {
    account.seq += 1
    return { ...move, txnId, accountId: account.id, accountSeq: account.seq, balanceAfter: apply(book, move), at }
  })
  const total = sum(moves.map((move) => move.amount))
  if ((total === 0) !== (plan.shopBucket === null) && plan.granted > 0)
    throw new Error(`account ${account.id}: a ${plan.kind} of ${total} against ${plan.shopBucket}`)
  const shop = { lotId: null, accountId: null, accountSeq: null, balanceAfter: null, txnId, at }
  const counterparts = total === 0 ? [] : [{ ...shop, bucket: plan.shopBucket ?? 'adjusted', amount: -total }]
  if (entries.length > 0) await tx.insert(Entries, [...entries, ...counterparts])
}

/** Writes one transaction: its row, its lots, its entries that sum to zero, and the account as it then stands. */
export async function writeTxn(tx: Tx, book: Book, plan: TxnPlan) {
  const { account } = book
  const row = rowOf(account, plan)
  const { identifiers } = await tx.insert(Txns, row)
  const txnId = String(identifiers[0]?.['id'])
  const idByRef = new Map<string, string>()
  for (const lot of plan.newLots ?? []) idByRef.set(lot.ref, (await insertLot(tx, book, txnId, lot, plan.moves)).id)
  const moves = plan.moves.map((move) => ({ ...move, lotId: idByRef.get(move.lotId ?? '') ?? move.lotId }))
  for (const lot of book.lots) if (plan.activates?.includes(lot.id)) lot.state = 'active'
  await insertEntries(tx, book, txnId, plan, moves)
  const fresh = new Set(idByRef.values())
  const touched = new Set(moves.map((move) => move.lotId))
  for (const lot of book.lots)
    if (fresh.has(lot.id)) lot.live = lot.remaining > 0
    else if (touched.has(lot.id)) await saveLot(tx, lot)
  const { available, pending, held, debt, seq, activeAt } = account
  await tx.update(Accounts, { id: account.id }, { available, pending, held, debt, seq, activeAt, checkDue: 1 })
  return { txnId, amount: row.amount, balanceAfter: row.balanceAfter }
}
