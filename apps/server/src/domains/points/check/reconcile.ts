import { IsNull } from 'typeorm'
import { accountByEntries, lotByEntries, type AccountFacts } from '@huitou/shared/points/audit-rules'
import { dueAtOf } from '@huitou/shared/points/book-rules'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { Accounts, Lots } from '../entities'
import { journalOf, NOTHING } from './compare'
import { Differences } from './entities'

type Approval = { approvedBy: string; reason: string }
export type Reconciled = { before: AccountFacts; after: AccountFacts }

/**
 * Rebuilds an account and its lots from the entries, which are the truth, and lets it go on. Needs a person and a reason; a wrong
 * entry is answered by a reversing one, never changed.
 */
export async function reconcile(
  tx: Tx,
  accountId: string,
  { approvedBy, reason }: Approval,
  now: Date,
): Promise<Reconciled> {
  const account = found(await tx.findOne(Accounts, { where: { id: accountId }, ...forUpdate(tx) }))
  const journal = (await journalOf(tx, [accountId])).get(accountId) ?? NOTHING
  for (const lot of await tx.find(Lots, { where: { accountId } })) {
    const right = { ...lot, ...lotByEntries(lot.id, lot.state, journal.sums) }
    const { state, remaining, held } = right
    await tx.update(Lots, { id: lot.id }, { state, remaining, held, live: remaining + held > 0, dueAt: dueAtOf(right) })
  }
  const after = accountByEntries(journal)
  const released = { frozenAt: null, frozenBy: null, frozenReason: null }
  await tx.update(Accounts, { id: accountId }, { ...after, ...released })
  await tx.update(Differences, { accountId, solvedAt: IsNull() }, { solvedAt: now, solvedBy: approvedBy, reason })
  const { available, pending, held, debt, seq } = account
  const before = { available, pending, held, debt, seq }
  await announce(tx, 'points.reconciled', { accountId, before, after, approvedBy, reason }, now)
  return { before, after }
}
