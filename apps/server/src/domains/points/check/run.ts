import { In, MoreThan } from 'typeorm'
import { today } from '#server/domains/store/queries'
import { forUpdate, inTransaction, skipLocked, type Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import type { Platform } from '#server/platform/platform'
import { Accounts, type AccountRow } from '../entities'
import { BY_SELF_CHECK, freezeAccount } from '../account/freeze'
import { compare } from './compare'
import { Differences, LedgerChecks, type CheckRow } from './entities'

const ACCOUNTS_A_RUN = 100
const REASON = '账目核对中'

async function checkOf(tx: Tx, kind: CheckRow['kind'], now: Date): Promise<CheckRow> {
  const { day } = await today(tx, now)
  const known = await tx.findOne(LedgerChecks, { where: { kind, day } })
  if (known) return known
  const blank = { accounts: 0, differing: 0, afterId: null, startedAt: now, checkedAt: now, finishedAt: null }
  await tx.insert(LedgerChecks, { kind, day, ...blank })
  return tx.findOneOrFail(LedgerChecks, { where: { kind, day } })
}

/** Stops and reports what differs. One that is stopped already, and still differs, is not reported again. */
async function report(tx: Tx, accounts: readonly AccountRow[], now: Date): Promise<number> {
  const differing = await compare(tx, accounts)
  for (const { account, facts } of differing.filter((one) => one.account.frozenBy !== BY_SELF_CHECK)) {
    await freezeAccount(tx, account.id, { actor: BY_SELF_CHECK, reason: REASON }, now)
    await tx.insert(Differences, { accountId: account.id, facts, foundAt: now })
    await announce(
      tx,
      'points.differs',
      { accountId: account.id, memberId: account.memberId, facts: facts[0] ?? '' },
      now,
    )
  }
  return differing.length
}

/**
 * Compares the accounts that have changed since they were last compared with their entries, a slice at a time, while the shop is open:
 * the accounts are locked for as long as that takes, and one that somebody else has locked waits for the next run. True when more waits.
 */
export const checkTouched = (db: Platform['db'], now: Date): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const where = { checkDue: 1 as const }
    const accounts = await tx.find(Accounts, { where, order: { id: 'ASC' }, take: ACCOUNTS_A_RUN, ...skipLocked(tx) })
    const check = await checkOf(tx, 'touched', now)
    const differing = await report(tx, accounts, now)
    for (const { id } of accounts) await tx.update(Accounts, { id }, { checkDue: null })
    const sums = { accounts: check.accounts + accounts.length, differing: check.differing + differing }
    await tx.update(LedgerChecks, { id: check.id }, { ...sums, checkedAt: now, finishedAt: now })
    return accounts.length === ACCOUNTS_A_RUN
  })

/** The same for every account, once a business day, a slice at a time in the order of their ids. True when more waits. */
export const checkAll = (db: Platform['db'], now: Date): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const check = await checkOf(tx, 'full', now)
    if (check.finishedAt) return false
    const next = { id: MoreThan(check.afterId ?? '0') }
    const ahead = await tx.find(Accounts, { where: next, order: { id: 'ASC' }, take: ACCOUNTS_A_RUN })
    // Locked in the order in which everybody locks accounts; none of them is passed over.
    const where = { id: In(ahead.map(({ id }) => id)) }
    const accounts = await tx.find(Accounts, { where, order: { memberId: 'ASC', unit: 'ASC' }, ...forUpdate(tx) })
    const differing = await report(tx, accounts, now)
    const done = ahead.length < ACCOUNTS_A_RUN
    await tx.update(
      LedgerChecks,
      { id: check.id },
      {
        accounts: check.accounts + ahead.length,
        differing: check.differing + differing,
        afterId: ahead[ahead.length - 1]?.id ?? check.afterId,
        checkedAt: now,
        finishedAt: done ? now : null,
      },
    )
    return !done
  })
