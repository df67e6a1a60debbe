import { In, IsNull, Not } from 'typeorm'
import type { Output } from '@huitou/shared/api'
import type { Reader } from '#server/platform/db/tx'
import { Accounts } from '../entities'
import { Differences, LedgerChecks, type CheckRow } from './entities'

export type LedgerState = {
  /** When accounts were last compared with their entries, and when all of them last were. */
  checkedAt: Date | null
  fullAt: Date | null
  /** Accounts that differ and have not been reconciled. */
  differing: number
  /** Accounts that have changed since they were last compared. */
  waiting: number
}

/** How the ledger stands, for readiness and metrics: a few rows along an index, whatever its size. */
export async function latestLedgerCheck(read: Reader): Promise<LedgerState> {
  const latest = (kind: CheckRow['kind']) =>
    read.findOne(LedgerChecks, { where: { kind, finishedAt: Not(IsNull()) }, order: { day: 'DESC' } })
  return {
    checkedAt: (await latest('touched'))?.checkedAt ?? null,
    fullAt: (await latest('full'))?.finishedAt ?? null,
    differing: await read.countBy(Differences, { solvedAt: IsNull() }),
    waiting: await read.countBy(Accounts, { checkDue: 1 }),
  }
}

const CHECKS_SHOWN = 14
const DIFFERENCES_SHOWN = 100

const presentCheck = (row: CheckRow): Output<'points.checks'>['checks'][number] => ({
  kind: row.kind,
  day: row.day,
  accounts: row.accounts,
  differing: row.differing,
  startedAt: row.startedAt.toISOString(),
  checkedAt: row.checkedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})

export async function ledgerChecks(read: Reader): Promise<Output<'points.checks'>> {
  const checks = await read.find(LedgerChecks, { order: { day: 'DESC', id: 'DESC' }, take: CHECKS_SHOWN })
  const rows = await read.find(Differences, { order: { id: 'DESC' }, take: DIFFERENCES_SHOWN })
  const accounts = await read.find(Accounts, { where: { id: In(rows.map((row) => row.accountId)) } })
  return {
    checks: checks.map(presentCheck),
    differences: rows.flatMap(({ id, accountId, facts, foundAt, solvedAt, solvedBy, reason }) => {
      const account = accounts.find((one) => one.id === accountId)
      if (!account) return []
      const { memberId, unit } = account
      const times = { foundAt: foundAt.toISOString(), solvedAt: solvedAt?.toISOString() ?? null }
      return [{ id, accountId, memberId, unit, facts, ...times, solvedBy, reason }]
    }),
  }
}
