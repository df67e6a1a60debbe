import { LessThan, type FindOptionsWhere } from 'typeorm'
import type { Input, Output } from '@huitou/shared/api'
import { PAGE_SIZE } from '@huitou/shared/kit/page'
import { balanceAt, expiringNext } from '@huitou/shared/points/rules'
import type { Reader } from '#server/platform/db/tx'
import { idCursor } from '#server/platform/db/cursor'
import { found } from '#server/platform/refused'
import { Accounts, Entries, Lots, Txns, type PointUnit, type TxnRow } from './entities'

export const accountOf = async (read: Reader, memberId: string, unit: PointUnit) =>
  found(await read.findOne(Accounts, { where: { memberId, unit } }))

const liveLots = (read: Reader, accountId: string) => read.find(Lots, { where: { accountId, live: true } })

/** What the member can spend at `now`. Lots that ended a moment ago do not count, whether or not a job has been by. */
export async function balanceOf(read: Reader, memberId: string, unit: PointUnit, now: Date): Promise<number> {
  const account = await accountOf(read, memberId, unit)
  return balanceAt(await liveLots(read, account.id), now)
}

export async function balanceWithExpiry(read: Reader, memberId: string, now: Date): Promise<Output<'points.balance'>> {
  const account = await accountOf(read, memberId, 'points')
  const lots = await liveLots(read, account.id)
  const next = expiringNext(lots, now)
  return { available: balanceAt(lots, now), expiringNext: next && { points: next.points, at: next.at.toISOString() } }
}

/**
 * The balance as of any moment: the journal up to then, less what had ended by then without being written yet. For a moment in the
 * future that is today's balance less what ends until then.
 */
export async function balanceAsOf(read: Reader, memberId: string, unit: PointUnit, moment: Date): Promise<number> {
  const account = await accountOf(read, memberId, unit)
  const row = await read
    .createQueryBuilder(Entries, 'entry')
    .select('SUM(entry.amount)', 'total')
    .where('entry.accountId = :accountId AND entry.at <= :moment AND entry.bucket = :bucket', {
      accountId: account.id,
      moment,
      bucket: 'available',
    })
    .getRawOne<{ total: string | number | null }>()
  const unwritten = (await liveLots(read, account.id))
    .filter((lot) => lot.expiresAt && lot.expiresAt <= moment)
    .reduce((sum, lot) => sum + lot.remaining, 0)
  return Number(row?.total ?? 0) - unwritten
}

const present = (txn: TxnRow): Output<'points.history'>['rows'][number] => ({
  id: txn.id,
  points: txn.amount,
  balanceAfter: txn.balanceAfter,
  kind: txn.kind,
  reason: txn.reason,
  source: txn.source,
  at: txn.effectiveAt.toISOString(),
  expiresAt: txn.expiresAt?.toISOString() ?? null,
  reference: txn.id.padStart(10, '0'),
})

/** The journal by keyset: page two thousand costs what page one does. */
export async function historyOf(read: Reader, memberId: string, { filter, before }: Input<'points.history'>) {
  const account = await accountOf(read, memberId, 'points')
  const where: FindOptionsWhere<TxnRow> = { accountId: account.id }
  if (filter !== 'all') where.direction = filter === 'earned' ? 1 : -1
  if (before !== undefined) where.id = LessThan(idCursor(before))
  const rows = await read.find(Txns, { where, order: { id: 'DESC' }, take: PAGE_SIZE + 1 })
  const page = rows.slice(0, PAGE_SIZE)
  return { rows: page.map(present), next: rows.length > PAGE_SIZE ? (page[page.length - 1]?.id ?? null) : null }
}
