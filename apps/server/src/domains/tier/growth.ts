import { In } from 'typeorm'
import { addDays, type Day } from '@huitou/shared/kit/day'
import type { Span } from '@huitou/shared/tier/window-rules'
import { Accounts, Txns, type AccountRow } from '#server/domains/points/entities'
import { endOfDay, type DayRule } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'

export type GrowthAccount = Pick<AccountRow, 'id' | 'memberId' | 'available'>

/** The instant at which a business day begins. */
export const startOfDay = (day: Day, rule: DayRule): Date => endOfDay(addDays(day, -1), rule)

export const growthAccounts = (read: Reader, memberIds: readonly string[]): Promise<GrowthAccount[]> =>
  read.find(Accounts, { where: { memberId: In([...memberIds]), unit: 'growth' } })

type Asked = {
  accounts: readonly GrowthAccount[]
  span: Span
  /**
   * What had happened before this instant: what is taken back later still counts at that time. Null: all that is on record, as whoever
   * holds the member's lock must see it, because their `now` may be older than what was committed while they waited for the lock.
   */
  knownAt: Date | null
  rule: DayRule
}

const sums = (rows: { accountId: string | number; total: string | number | null }[]) =>
  new Map(rows.map((row) => [String(row.accountId), Number(row.total ?? 0)]))

/**
 * Growth earned in a span, by account. What was taken back counts against the day on which it had been earned, not against the day of
 * the refund. Reads the transactions of the span along (account, effective_at); for a whole life it goes back from the balance.
 */
export async function growthIn(read: Reader, { accounts, span, knownAt, rule }: Asked): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map()
  const ids = accounts.map((account) => account.id)
  const query = read
    .createQueryBuilder(Txns, 'txn')
    .select('txn.accountId', 'accountId')
    .addSelect('SUM(txn.amount)', 'total')
    .where('txn.accountId IN (:...ids)', { ids })
    .groupBy('txn.accountId')
  if (span.from === null) {
    if (knownAt === null) return new Map(accounts.map(({ id, available }) => [id, available]))
    const later = sums(await query.andWhere('txn.effectiveAt >= :knownAt', { knownAt }).getRawMany())
    return new Map(accounts.map(({ id, available }) => [id, available - (later.get(id) ?? 0)]))
  }
  const earnedAt = 'COALESCE(undone.effectiveAt, txn.effectiveAt)'
  const from = startOfDay(span.from, rule)
  const until = startOfDay(span.until, rule)
  if (knownAt !== null) query.andWhere('txn.effectiveAt < :knownAt', { knownAt })
  return sums(
    await query
      .leftJoin('point_txn', 'undone', 'undone.id = txn.reverses')
      .andWhere('txn.effectiveAt >= :from', { from })
      .andWhere(`${earnedAt} >= :from AND ${earnedAt} < :until`, { until })
      .getRawMany(),
  )
}

/** The same for one account; never below zero, whatever was corrected by hand. */
export async function growthOf(
  read: Reader,
  { account, ...asked }: Omit<Asked, 'accounts'> & { account: GrowthAccount },
) {
  const grown = await growthIn(read, { ...asked, accounts: [account] })
  return Math.max(0, grown.get(account.id) ?? 0)
}
