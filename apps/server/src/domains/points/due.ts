import { In, type EntitySchema, type ObjectLiteral } from 'typeorm'
import type { Reader } from '#server/platform/db/tx'
import type { Whose } from './book'
import { Accounts, Lots } from './entities'
import { Holds } from './hold/entities'

export type Due = { whose: Whose[]; more: boolean }

/**
 * Accounts on which something is due by `now`: those of the first `max` lots and holds that are. In the order of (due_at, account_id), so
 * that it costs what is due, not what was ever issued; asking for distinct accounts instead was seen to read every lot on SQLite. What is
 * frozen waits until it is let go.
 */
export async function whoseTimeHasCome(read: Reader, now: Date, max: number): Promise<Due> {
  const lots = await dueIn(read, Lots, now, max)
  const holds = await dueIn(read, Holds, now, max)
  const ids = [...new Set([...lots, ...holds])]
  const accounts = ids.length === 0 ? [] : await read.find(Accounts, { where: { id: In(ids) }, order: { id: 'ASC' } })
  return {
    whose: accounts.map(({ memberId, unit }) => ({ memberId, unit })),
    more: lots.length === max || holds.length === max,
  }
}

async function dueIn<Row extends ObjectLiteral>(read: Reader, table: EntitySchema<Row>, now: Date, max: number) {
  const rows = await read
    .createQueryBuilder(table, 'due')
    .select('due.accountId', 'accountId')
    .innerJoin('point_account', 'account', 'account.id = due.accountId AND account.frozenAt IS NULL')
    .where('due.dueAt <= :now', { now })
    .orderBy('due.dueAt')
    .limit(max)
    .getRawMany<{ accountId: string | number }>()
  return rows.map((row) => String(row.accountId))
}
