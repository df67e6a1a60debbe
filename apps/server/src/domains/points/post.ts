import { In } from 'typeorm'
import { announce } from '#server/platform/events/announce'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { openBooks } from './book'
import { takeCounters, type CounterHand } from './counter/hand'
import { Txns, type TxnRow } from './entities'
import { Holds } from './hold/entities'
import { judgeActivate } from './judge/activate'
import { judgeAdjust, judgeEarn, judgeSpend } from './judge/earn'
import { judgeCapture, judgeHold, judgeVoid } from './judge/hold'
import type { Bench, Judged } from './judge/judged'
import { judgeCancel, judgeReverse } from './judge/reverse'
import {
  fingerprintOf,
  memberActed,
  type Earn,
  type Operation,
  type Outcome,
  type Posted,
  type Spend,
} from './operations'
import { pointsPolicy } from './policy'
import { pushEnds } from './policy/push-ends'
import { writeTxn, type Book } from './write-txn'

function judge(bench: Bench, operation: Operation): Judged | Promise<Judged> {
  switch (operation.kind) {
    case 'earn':
    case 'opening':
      return judgeEarn(bench, operation)
    case 'spend':
      return judgeSpend(bench, operation.points, 'spend')
    case 'adjust':
      return judgeAdjust(bench, operation)
    case 'reverse':
      return judgeReverse(bench, operation)
    case 'hold':
      return judgeHold(bench, operation)
    case 'capture':
      return judgeCapture(bench, operation)
    case 'void':
      return judgeVoid(bench, operation)
    case 'activate':
      return judgeActivate(bench, operation)
    case 'cancel':
      return judgeCancel(bench, operation)
  }
}

type Known = { fingerprint: string; posted: Posted }
type Desk = { tx: Tx; counters: CounterHand; costPermille: number; now: Date; known: Map<string, Known> }

/** What the keys at hand have caused before. The accounts are locked, so nobody adds to it meanwhile. */
async function knownBefore(tx: Tx, operations: readonly Operation[]): Promise<Map<string, Known>> {
  const sourceKey = In(operations.map((operation) => operation.sourceKey))
  const txns = operations.length === 0 ? [] : await tx.find(Txns, { where: { sourceKey } })
  const known = new Map<string, Known>()
  for (const txn of txns)
    known.set(txn.sourceKey, { fingerprint: txn.fingerprint, posted: await postedBefore(tx, txn) })
  return known
}

async function postedBefore(tx: Tx, txn: TxnRow): Promise<Posted> {
  const { id: txnId, kind, amount, balanceAfter, wanted, granted, cutBy } = txn
  const holdId = kind === 'hold' ? (await tx.findOneByOrFail(Holds, { txnId })).id : txn.holdId
  const posted = { ok: true, txnId, amount, balanceAfter, wanted, granted, cutBy, replayed: true } as const
  return holdId === null ? posted : { ...posted, holdId }
}

async function postInto(desk: Desk, book: Book, operation: Operation): Promise<Outcome> {
  const { tx, counters, costPermille, now, known } = desk
  const { sourceKey, reason, source, actor, decisionId = null } = operation
  const fingerprint = fingerprintOf(operation)
  const done = known.get(sourceKey)
  if (done) return done.fingerprint === fingerprint ? done.posted : { ok: false, reason: 'key_reused' }
  if (book.account.frozenAt) return { ok: false, reason: 'account_frozen' }
  const judged = await judge({ tx, book, counters, now, costPermille }, operation)
  if (!judged.ok) return judged
  await judged.before?.()
  if (memberActed(operation)) book.account.activeAt = now
  const facts = { sourceKey, fingerprint, reason, source, actor, decisionId, effectiveAt: now, recordedAt: now }
  const written = await writeTxn(tx, book, { ...facts, ...judged.plan })
  const opened = await judged.after?.(written.txnId)
  if (memberActed(operation)) await pushEnds(tx, book, now)
  const posted = answerOf(judged.plan, written, opened ? opened.holdId : (judged.plan.holdId ?? null))
  known.set(sourceKey, { fingerprint, posted: { ...posted, replayed: true } })
  const { memberId, unit } = book.account
  const { txnId, amount } = written
  await announce(tx, `points.${judged.plan.kind}`, { memberId, unit, txnId, amount, granted: posted.granted }, now)
  return posted
}

type Written = Awaited<ReturnType<typeof writeTxn>>
type Answered = Extract<Judged, { ok: true }>['plan']

const answerOf = (
  { granted, wanted = granted, cutBy = null }: Answered,
  written: Written,
  holdId: string | null,
): Posted => ({
  ...{ ok: true, ...written, wanted, granted, cutBy, replayed: false },
  ...(holdId === null ? {} : { holdId }),
})

const asksForCost = (operation: Operation) =>
  operation.kind === 'adjust' ||
  ((operation.kind === 'earn' || operation.kind === 'opening') && operation.costPermille === undefined)

/**
 * The one way in which points change. Operations are answered each on its own, in their order: those that a rule refuses change
 * nothing and hold up no other. The caller holds the members' locks (lockMember) when it touches other rows of theirs too, and locks
 * stock after this, not before: the shared counters of caps are taken here, after the accounts.
 */
export async function post(tx: Tx, operations: readonly Operation[], now: Date): Promise<Outcome[]> {
  const books = await openBooks(tx, operations, now)
  const known = await knownBefore(tx, operations)
  const counters = await takeCounters(
    tx,
    operations.filter((operation) => !known.has(operation.sourceKey)),
  )
  const costPermille = operations.some(asksForCost) ? (await pointsPolicy(tx, now)).pointMilliFen : 0
  const outcomes: Outcome[] = []
  for (const operation of operations) {
    const book = books.of(operation)
    const desk = { tx, counters, costPermille, now, known }
    outcomes.push(book ? await postInto(desk, book, operation) : { ok: false, reason: 'not_found' })
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
