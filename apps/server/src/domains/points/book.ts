import { In } from 'typeorm'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { Accounts, Lots, type PointUnit } from './entities'
import { writeTxn, type Book } from './write-txn'

export type Whose = { memberId: string; unit: PointUnit }

const bookKey = ({ memberId, unit }: Whose) => `${memberId}/${unit}`

export type Books = { of(whose: Whose): Book | undefined; all: Book[] }

/**
 * Locks the accounts, in the order of their key so that no two callers wait for each other, and brings each up to date: lots that have
 * ended are expired first, dated to the moment at which they ended. Late is on time (P7).
 */
export async function openBooks(tx: Tx, whose: readonly Whose[], now: Date): Promise<Books> {
  const accounts = await tx.find(Accounts, {
    where: {
      memberId: In([...new Set(whose.map((one) => one.memberId))]),
      unit: In([...new Set(whose.map((one) => one.unit))]),
    },
    order: { memberId: 'ASC', unit: 'ASC' },
    ...forUpdate(tx),
  })
  const lots = await tx.find(Lots, { where: { accountId: In(accounts.map((account) => account.id)), live: true } })
  const books = accounts.map((account) => ({ account, lots: lots.filter((lot) => lot.accountId === account.id) }))
  for (const book of books) await expireDue(tx, book, now)
  const byKey = new Map(books.map((book) => [bookKey(book.account), book]))
  return { of: (one) => byKey.get(bookKey(one)), all: books }
}

async function expireDue(tx: Tx, book: Book, now: Date) {
  const due = book.lots
    .filter((lot) => lot.dueAt && lot.dueAt <= now && lot.remaining > 0)
    .sort((a, b) => Number(a.dueAt) - Number(b.dueAt))
  for (const lot of due)
    await writeTxn(tx, book, {
      kind: 'expire',
      sourceKey: `expire:${lot.id}`,
      fingerprint: '',
      moves: [{ bucket: 'available', lotId: lot.id, amount: -lot.remaining }],
      shopBucket: 'expired',
      reason: '积分到期',
      source: '到期规则',
      actor: 'system',
      effectiveAt: lot.dueAt ?? now,
      recordedAt: now,
    })
}
