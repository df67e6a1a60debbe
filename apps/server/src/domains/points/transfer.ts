import { createHash } from 'node:crypto'
import { settleDebt, type Move } from '@huitou/shared/points/move-rules'
import { no } from '@huitou/shared/kit/decision'
import type { Refusal } from '@huitou/shared/refusals'
import { announce } from '#server/platform/events/announce'
import type { Tx } from '#server/platform/db/tx'
import { Refused } from '#server/platform/refused'
import { openBooks } from './book'
import { Accounts, Entries, Txns, type LotRow, type PointUnit } from './entities'
import { writeTxn, type Book, type NewLot } from './write-txn'

export type Transfer = {
  fromMemberId: string
  toMemberId: string
  unit: PointUnit
  /** Names the merge, once and for ever. At most 88 ASCII characters. */
  sourceKey: string
  reason: string
  source: string
  actor: string
}

export type Transferred = {
  outTxnId: string
  inTxnId: string
  available: number
  pending: number
  debt: number
  replayed: boolean
}

const KEY = /^[\x21-\x7e]{1,88}$/

const fingerprintOf = ({ fromMemberId, toMemberId, unit }: Transfer) =>
  createHash('sha256').update(['transfer', fromMemberId, toMemberId, unit].join('\n')).digest('hex')

const bucketOf = (lot: LotRow) => (lot.state === 'pending' ? 'pending' : 'available')

/** The same lot in another account: its end, source, version and cost go with it. */
const copyOf = (lot: LotRow, index: number): NewLot => {
  const { state, activatesAt, activatesOn, expiresAt, inactivityMonths, costPermille, source, ruleVersion } = lot
  return {
    ...{ state, activatesAt, activatesOn, expiresAt, inactivityMonths, costPermille, source, ruleVersion },
    ref: `#${index}`,
    amount: lot.remaining,
    parentLotId: lot.id,
  }
}

function judge(
  from: Book | undefined,
  to: Book | undefined,
): { ok: true; from: Book; to: Book } | { ok: false; reason: Refusal } {
  if (!from || !to) return no('not_found')
  if (from.account.frozenAt || to.account.frozenAt) return no('account_frozen')
  if (from.account.mergedInto !== null || to.account.mergedInto !== null) return no('already_done')
  // What is held belongs to something that is going on; it must end one way or the other first.
  return from.holds.length > 0 ? no('points_held') : { ok: true, from, to }
}

/**
 * Everything of one account goes to another: when two members turn out to be one person. Lots keep their end, source, version and cost;
 * what is pending stays so; a debt goes along and is set off. Done once: an account is taken over by one other. The caller holds both
 * members' locks.
 */
export async function transferPoints(tx: Tx, transfer: Transfer, now: Date): Promise<Transferred> {
  const { fromMemberId, toMemberId, unit, sourceKey } = transfer
  if (fromMemberId === toMemberId || !KEY.test(sourceKey)) throw new Refused('input_invalid')
  const whose = [fromMemberId, toMemberId].map((memberId) => ({ memberId, unit }))
  const books = await openBooks(tx, whose, now)
  const before = await doneBefore(tx, transfer)
  if (before) return before
  const judged = judge(books.own({ memberId: fromMemberId, unit }), books.own({ memberId: toMemberId, unit }))
  if (!judged.ok) throw new Refused(judged.reason)
  return move(tx, transfer, judged, now)
}

async function move(
  tx: Tx,
  transfer: Transfer,
  { from, to }: { from: Book; to: Book },
  now: Date,
): Promise<Transferred> {
  const { reason, source, actor, sourceKey } = transfer
  const lots = from.lots.filter((lot) => lot.remaining > 0)
  const newLots = lots.map(copyOf)
  const { available, pending, debt } = from.account
  const granted = available + pending
  const shopBucket = granted === debt ? null : ('transferred' as const)
  const common = {
    reason,
    source,
    actor,
    granted,
    shopBucket,
    fingerprint: fingerprintOf(transfer),
    effectiveAt: now,
    recordedAt: now,
  }
  const owed = (amount: number): Move[] => (debt > 0 ? [{ bucket: 'debt', lotId: null, amount }] : [])
  const outMoves: Move[] = lots.map((lot) => ({ bucket: bucketOf(lot), lotId: lot.id, amount: -lot.remaining }))
  const out = await writeTxn(tx, from, {
    ...common,
    kind: 'transfer_out',
    sourceKey,
    moves: [...outMoves, ...owed(debt)],
  })
  await tx.update(Accounts, { id: from.account.id }, { mergedInto: to.account.id })
  from.account.mergedInto = to.account.id

  const credits: Move[] = newLots.map((lot) => ({
    bucket: lot.state === 'pending' ? 'pending' : 'available',
    lotId: lot.ref,
    amount: lot.amount,
  }))
  const arrived = newLots.map((lot) => ({ ...lot, id: lot.ref, remaining: lot.amount, held: 0 }))
  const moves = [...credits, ...owed(-debt), ...settleDebt([...to.lots, ...arrived], to.account.debt + debt, now)]
  const into = await writeTxn(tx, to, { ...common, kind: 'transfer_in', sourceKey: inKey(sourceKey), moves, newLots })
  const { fromMemberId, toMemberId, unit } = transfer
  await announce(tx, 'points.transferred', { fromMemberId, toMemberId, unit, available, pending, debt }, now)
  return { outTxnId: out.txnId, inTxnId: into.txnId, available, pending, debt, replayed: false }
}

const inKey = (sourceKey: string) => `${sourceKey}:in`

async function debtMoved(tx: Tx, txnId: string) {
  const entry = await tx.findOne(Entries, { where: { txnId, bucket: 'debt' } })
  return entry?.amount ?? 0
}

async function doneBefore(tx: Tx, transfer: Transfer): Promise<Transferred | null> {
  const out = await tx.findOne(Txns, { where: { sourceKey: transfer.sourceKey } })
  if (!out) return null
  if (out.fingerprint !== fingerprintOf(transfer)) throw new Refused('key_reused')
  const into = await tx.findOneByOrFail(Txns, { sourceKey: inKey(transfer.sourceKey) })
  const available = -out.amount
  const debt = await debtMoved(tx, out.id)
  return { outTxnId: out.id, inTxnId: into.id, available, pending: out.granted - available, debt, replayed: true }
}
