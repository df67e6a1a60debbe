import { In } from 'typeorm'
import { dueMoves, nextDue, type Due, type OpenHold } from '@huitou/shared/points/book-rules'
import type { ReturnLot } from '@huitou/shared/points/move-rules'
import { forUpdate, type Reader, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Accounts, Lots, type AccountRow, type LotRow, type PointUnit } from './entities'
import { HoldLots, Holds } from './hold/entities'
import { writeTxn, type Book, type NewLot, type TxnPlan } from './write-txn'

export type Whose = { memberId: string; unit: PointUnit }

const bookKey = ({ memberId, unit }: Whose) => `${memberId}/${unit}`

export type Books = {
  /** The account where somebody's points are now: their own, or the one that took it over. */
  of(whose: Whose): Book | undefined
  own(whose: Whose): Book | undefined
}

async function openHolds(read: Reader, accounts: readonly AccountRow[]): Promise<(OpenHold & { accountId: string })[]> {
  const holding = accounts.filter((account) => account.held > 0).map((account) => account.id)
  if (holding.length === 0) return []
  const holds = await read.find(Holds, { where: { accountId: In(holding), state: 'open' }, order: { id: 'ASC' } })
  const lots = await read.find(HoldLots, {
    where: { holdId: In(holds.map((hold) => hold.id)) },
    order: { id: 'ASC' },
  })
  return holds.map(({ id, accountId, endsAt }) => ({
    id,
    accountId,
    endsAt,
    lots: lots.filter((lot) => lot.holdId === id).map(({ lotId, points }) => ({ lotId, points })),
  }))
}

/** Accounts with their live lots and open holds, as the rows stand. */
export async function readBooks(read: Reader, accounts: readonly AccountRow[]): Promise<Book[]> {
  if (accounts.length === 0) return []
  const where = { accountId: In(accounts.map((account) => account.id)), live: true }
  const lots = await read.find(Lots, { where, order: { id: 'ASC' } })
  const holds = await openHolds(read, accounts)
  return accounts.map((account) => ({
    account,
    lots: lots.filter((lot) => lot.accountId === account.id),
    holds: holds.filter((hold) => hold.accountId === account.id),
  }))
}

/** What a rule needs to know of a book. */
export const viewOf = ({ account, lots, holds }: Book) => ({ lots, holds, debt: account.debt })

/** Locks accounts in the order of their key, so that no two callers wait for each other, and brings each up to date. */
async function lockBooks(tx: Tx, whose: readonly Whose[], now: Date): Promise<Book[]> {
  const accounts = await tx.find(Accounts, {
    where: {
      memberId: In([...new Set(whose.map((one) => one.memberId))]),
      unit: In([...new Set(whose.map((one) => one.unit))]),
    },
    order: { memberId: 'ASC', unit: 'ASC' },
    ...forUpdate(tx),
  })
  const books = await readBooks(tx, accounts)
  for (const book of books) if (!book.account.frozenAt) await writeDue(tx, book, now)
  return books
}

/** The accounts that took over some of these, and have not been opened with them. */
async function heirsOf(read: Reader, books: readonly Book[]): Promise<AccountRow[]> {
  const known = new Set(books.map((book) => book.account.id))
  const ids = books.flatMap(({ account }) => account.mergedInto ?? []).filter((id) => !known.has(id))
  return ids.length === 0 ? [] : read.find(Accounts, { where: { id: In(ids) } })
}

/**
 * Opens accounts for writing: locked, and brought up to date. What time has brought (activations, ends of lots, holds that timed out) is
 * written first, one after the other, dated to its own moment. Late is on time (P7). A frozen account is left as it is until it is let
 * go. Where another account took one over, that one is opened too, and stands for it.
 */
export async function openBooks(tx: Tx, whose: readonly Whose[], now: Date): Promise<Books> {
  const books = await lockBooks(tx, whose, now)
  for (let heirs = await heirsOf(tx, books); heirs.length > 0; heirs = await heirsOf(tx, books))
    books.push(...(await lockBooks(tx, heirs, now)))
  const byKey = new Map(books.map((book) => [bookKey(book.account), book]))
  const byId = new Map(books.map((book) => [book.account.id, book]))
  const heir = (book: Book | undefined): Book | undefined =>
    book?.account.mergedInto ? heir(byId.get(book.account.mergedInto)) : book
  return { own: (one) => byKey.get(bookKey(one)), of: (one) => heir(byKey.get(bookKey(one))) }
}

async function writeDue(tx: Tx, book: Book, now: Date) {
  for (let due = nextDue(viewOf(book), now); due !== null; due = nextDue(viewOf(book), now))
    await writeOne(tx, book, due, now)
}

/** A new lot that stands for its parent: the same origin and cost, with what the rule says about its end. */
export function heirOf(parent: LotRow | undefined, { ref, parentLotId, points, expiresAt }: ReturnLot): NewLot {
  if (!parent) throw new Error(`no lot ${parentLotId} to return to`)
  const { costPermille, source, ruleVersion } = parent
  const inactivityMonths = expiresAt?.getTime() === parent.expiresAt?.getTime() ? parent.inactivityMonths : null
  return {
    ...{ ref, parentLotId, expiresAt, inactivityMonths, costPermille, source, ruleVersion },
    amount: points,
    state: 'active',
    activatesAt: null,
    activatesOn: null,
  }
}

type DuePlan = Pick<TxnPlan, 'kind' | 'sourceKey' | 'reason' | 'source' | 'granted' | 'shopBucket'> &
  Partial<Pick<TxnPlan, 'activates' | 'holdId'>>

function planOf(due: Due): DuePlan {
  switch (due.kind) {
    case 'activate':
      return {
        kind: 'activate',
        sourceKey: `activate:${due.lot.id}`,
        reason: '积分到账',
        source: '到账规则',
        granted: due.lot.remaining,
        shopBucket: null,
        activates: [due.lot.id],
      }
    case 'expire':
      return {
        kind: 'expire',
        // A lot to which something came back may end a second time.
        sourceKey: `expire:${due.lot.id}:${due.at.getTime()}`,
        reason: '积分到期',
        source: '到期规则',
        granted: due.lot.remaining,
        shopBucket: 'expired',
      }
    case 'time_out':
      return {
        kind: 'release',
        sourceKey: `time-out:${due.hold.id}`,
        reason: '冻结到期退回',
        source: '冻结规则',
        granted: due.hold.lots.reduce((sum, lot) => sum + lot.points, 0),
        shopBucket: null,
        holdId: due.hold.id,
      }
  }
}

async function writeOne(tx: Tx, book: Book, due: Due, now: Date) {
  const { moves, newLots } = dueMoves(viewOf(book), due)
  const lotOf = (id: string) => book.lots.find((lot) => lot.id === id)
  const plan = planOf(due)
  const { txnId, amount } = await writeTxn(tx, book, {
    ...plan,
    fingerprint: '',
    actor: 'system',
    moves,
    newLots: newLots.map((lot) => heirOf(lotOf(lot.parentLotId), lot)),
    effectiveAt: due.at,
    recordedAt: now,
  })
  if (due.kind === 'time_out') await closeHold(tx, book, due.hold.id, { state: 'timed_out', captured: 0 }, due.at)
  const { memberId, unit } = book.account
  await announce(tx, `points.${plan.kind}`, { memberId, unit, txnId, amount }, now)
}

/** Resolves a hold, once: it is open in the book, and the book is locked. */
export async function closeHold(
  tx: Tx,
  book: Book,
  holdId: string,
  how: { state: 'captured' | 'voided' | 'timed_out'; captured: number },
  at: Date,
) {
  book.holds = book.holds.filter((hold) => hold.id !== holdId)
  const { affected } = await tx.update(Holds, { id: holdId, state: 'open' }, { ...how, dueAt: null, resolvedAt: at })
  if (affected === 0) throw new Error(`hold ${holdId} was resolved twice`)
}
