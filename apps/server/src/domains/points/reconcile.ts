import { forUpdate, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { Accounts, Entries, Lots } from './entities'

/** Stops an account whose rows disagree with its entries; only reading goes on until somebody reconciles it. */
export async function freezeAccount(tx: Tx, accountId: string, now: Date) {
  await tx.update(Accounts, { id: accountId }, { frozenAt: now })
  await announce(tx, 'points.frozen', { accountId }, now)
}

/**
 * Rebuilds an account and its lots from the entries, which are the truth, and lets it go on. Needs a person and a reason; a wrong
 * entry is answered by a reversing one, never changed.
 */
export async function reconcile(
  tx: Tx,
  accountId: string,
  { approvedBy, reason }: { approvedBy: string; reason: string },
  now: Date,
) {
  const account = found(await tx.findOne(Accounts, { where: { id: accountId }, ...forUpdate(tx) }))
  const entries = await tx.find(Entries, { where: { accountId } })
  const total = (bucket: string, lotId?: string) =>
    entries
      .filter((entry) => entry.bucket === bucket && (lotId === undefined || entry.lotId === lotId))
      .reduce((sum, entry) => sum + entry.amount, 0)
  const lots = await tx.find(Lots, { where: { accountId } })
  for (const lot of lots) {
    const remaining = total('available', lot.id)
    const live = remaining + lot.held > 0
    await tx.update(Lots, { id: lot.id }, { remaining, live, dueAt: live ? lot.expiresAt : null })
  }
  const rebuilt = {
    available: total('available'),
    debt: -total('debt'),
    seq: Math.max(0, ...entries.map((entry) => entry.accountSeq ?? 0)),
  }
  await tx.update(Accounts, { id: accountId }, { ...rebuilt, frozenAt: null })
  const before = { available: account.available, debt: account.debt, seq: account.seq }
  await announce(tx, 'points.reconciled', { accountId, before, after: rebuilt, approvedBy, reason }, now)
  return rebuilt
}
