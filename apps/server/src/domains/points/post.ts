import { planClawback, planEarn, planReturn, planSpend } from '@huitou/shared/points/rules'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { announce } from '#server/platform/events/announce'
import { openBooks } from './book'
import { Entries, Lots, Txns, type TxnKind } from './entities'
import {
  fingerprintOf,
  type Adjust,
  type Earn,
  type Operation,
  type Outcome,
  type Posted,
  type Reverse,
  type Spend,
} from './operations'
import { writeTxn, type Book, type NewLot, type TxnPlan } from './write-txn'

type Judged =
  | { ok: true; plan: Pick<TxnPlan, 'kind' | 'moves' | 'shopBucket'> & Partial<TxnPlan> }
  | Extract<Outcome, { ok: false }>

const lotOf = (amount: number, expiresAt: Date | null, source: string, ruleVersion: string | null): NewLot => ({
  amount,
  expiresAt,
  source,
  ruleVersion,
  parentLotId: null,
})

function judgeEarn(book: Book, { points, expiresAt, lotSource, ruleVersion }: Earn): Judged {
  const decision = planEarn(points, book.account.debt)
  if (!decision.ok) return decision
  const newLots = [lotOf(points, expiresAt, lotSource, ruleVersion ?? null)]
  return {
    ok: true,
    plan: { kind: 'earn', moves: [], newLots, absorbed: decision.absorbed, shopBucket: 'issued', expiresAt },
  }
}

function judgeSpend(book: Book, points: number, now: Date, kind: TxnKind): Judged {
  const decision = planSpend(book.lots, points, now)
  if (!decision.ok) return decision
  const moves = decision.draws.map((draw) => ({
    bucket: 'available' as const,
    lotId: draw.lotId,
    amount: -draw.points,
  }))
  return { ok: true, plan: { kind, moves, shopBucket: kind === 'spend' ? 'spent' : 'adjusted' } }
}

function judgeAdjust(book: Book, { points, expiresAt }: Adjust, now: Date): Judged {
  if (points < 0) return judgeSpend(book, -points, now, 'adjust')
  const decision = planEarn(points, book.account.debt)
  if (!decision.ok) return decision
  const newLots = [lotOf(points, expiresAt, 'adjust', null)]
  return {
    ok: true,
    plan: { kind: 'adjust', moves: [], newLots, absorbed: decision.absorbed, shopBucket: 'adjusted', expiresAt },
  }
}

async function judgeReverse(tx: Tx, book: Book, { txnId, graceDays }: Reverse, now: Date): Promise<Judged> {
  const original = await tx.findOne(Txns, { where: { id: txnId, accountId: book.account.id } })
  if (!original || !['earn', 'spend'].includes(original.kind)) return { ok: false, reason: 'not_found' }
  if (await tx.existsBy(Txns, { reverses: txnId })) return { ok: false, reason: 'already_done' }
  if (original.kind === 'spend') return judgeReturn(tx, book, txnId, now, graceDays)
  const lot = await tx.findOneOrFail(Lots, { where: { txnId } })
  const { draws, debt } = planClawback(book.lots, lot.id, lot.amount, now)
  const moves = [
    ...draws.map((draw) => ({ bucket: 'available' as const, lotId: draw.lotId, amount: -draw.points })),
    ...(debt > 0 ? [{ bucket: 'debt' as const, lotId: null, amount: -debt }] : []),
  ]
  return { ok: true, plan: { kind: 'clawback', moves, shopBucket: 'clawed', reverses: txnId } }
}

async function judgeReturn(tx: Tx, book: Book, txnId: string, now: Date, graceDays: number): Promise<Judged> {
  const entries = await tx.find(Entries, { where: { txnId, bucket: 'available' } })
  const lots = await tx.find(Lots, { where: entries.map((entry) => ({ id: entry.lotId ?? '0' })) })
  const drawn = entries.map((entry) => {
    const lot = lots.find((one) => one.id === entry.lotId)
    if (!lot) throw new Error(`entry ${entry.id} has no lot`)
    return { lotId: lot.id, points: -entry.amount, expiresAt: lot.expiresAt, lot }
  })
  const { toLots, toNewLots } = planReturn(drawn, now, graceDays)
  // A drained lot is not in the book; it comes back to life here.
  for (const { lot } of drawn) if (!book.lots.some((one) => one.id === lot.id)) book.lots.push(lot)
  const moves = toLots.map(({ lotId, points }) => ({ bucket: 'available' as const, lotId, amount: points }))
  const newLots = toNewLots.map(({ parentLotId, points, expiresAt }) => ({
    ...lotOf(points, expiresAt, 'return', null),
    parentLotId,
  }))
  return { ok: true, plan: { kind: 'return', moves, newLots, shopBucket: 'spent', reverses: txnId } }
}

function judge(tx: Tx, book: Book, operation: Operation, now: Date): Judged | Promise<Judged> {
  switch (operation.kind) {
    case 'earn':
      return judgeEarn(book, operation)
    case 'spend':
      return judgeSpend(book, operation.points, now, 'spend')
    case 'adjust':
      return judgeAdjust(book, operation, now)
    case 'reverse':
      return judgeReverse(tx, book, operation, now)
  }
}

async function postInto(tx: Tx, book: Book, operation: Operation, now: Date): Promise<Outcome> {
  const { sourceKey, reason, source, actor } = operation
  const fingerprint = fingerprintOf(operation)
  const known = await tx.findOne(Txns, { where: { sourceKey } })
  if (known && known.fingerprint !== fingerprint) return { ok: false, reason: 'key_reused' }
  if (known)
    return { ok: true, txnId: known.id, amount: known.amount, balanceAfter: known.balanceAfter, replayed: true }
  if (book.account.frozenAt) return { ok: false, reason: 'account_frozen' }
  const judged = await judge(tx, book, operation, now)
  if (!judged.ok) return judged
  const common = { sourceKey, fingerprint, reason, source, actor, effectiveAt: now, recordedAt: now }
  const written = await writeTxn(tx, book, { ...common, ...judged.plan })
  const { memberId, unit } = operation
  await announce(
    tx,
    `points.${judged.plan.kind}`,
    { memberId, unit, txnId: written.txnId, amount: written.amount },
    now,
  )
  return { ok: true, ...written, replayed: false }
}

/**
 * The one way in which points change. Operations are answered each on its own, in their order: those that a rule refuses change
 * nothing and hold up no other. The caller holds the members' locks (lockMember) when it touches other rows of theirs too.
 */
export async function post(tx: Tx, operations: readonly Operation[], now: Date): Promise<Outcome[]> {
  const books = await openBooks(tx, operations, now)
  const outcomes: Outcome[] = []
  for (const operation of operations) {
    const book = books.of(operation)
    outcomes.push(book ? await postInto(tx, book, operation, now) : { ok: false, reason: 'not_found' })
  }
  return outcomes
}

/** One operation; a refusal is thrown. */
export async function postOne(tx: Tx, operation: Operation, now: Date): Promise<Posted> {
  const [outcome] = await post(tx, [operation], now)
  if (!outcome) throw new Error('post answered nothing')
  return mustBe(outcome)
}

export const earn = (tx: Tx, operation: Omit<Earn, 'kind'>, now: Date) =>
  postOne(tx, { kind: 'earn', ...operation }, now)
export const spend = (tx: Tx, operation: Omit<Spend, 'kind'>, now: Date) =>
  postOne(tx, { kind: 'spend', ...operation }, now)
