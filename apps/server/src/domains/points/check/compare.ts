import { In } from 'typeorm'
import { differences, type EntrySum, type JournalFacts } from '@huitou/shared/points/audit-rules'
import type { Reader } from '#server/platform/db/tx'
import { Entries, Lots, type AccountRow, type LotRow, type MemberBucket } from '../entities'

type SumRow = {
  accountId: string | number
  lotId: string | number | null
  bucket: MemberBucket
  total: string | number
  entries: string | number
  last: string | number
}

/** What the journal says about accounts, lot by lot and bucket by bucket. */
export async function journalOf(read: Reader, accountIds: readonly string[]): Promise<Map<string, JournalFacts>> {
  const rows = await read
    .createQueryBuilder(Entries, 'entry')
    .select('entry.accountId', 'accountId')
    .addSelect('entry.lotId', 'lotId')
    .addSelect('entry.bucket', 'bucket')
    .addSelect('SUM(entry.amount)', 'total')
    .addSelect('COUNT(*)', 'entries')
    .addSelect('MAX(entry.accountSeq)', 'last')
    .where('entry.accountId IN (:...accountIds)', { accountIds })
    .groupBy('entry.accountId, entry.lotId, entry.bucket')
    .getRawMany<SumRow>()
  const journal = new Map<string, { sums: EntrySum[]; entries: number; lastSeq: number }>()
  for (const row of rows) {
    const id = String(row.accountId)
    const known = journal.get(id) ?? { sums: [], entries: 0, lastSeq: 0 }
    known.sums.push({
      lotId: row.lotId === null ? null : String(row.lotId),
      bucket: row.bucket,
      total: Number(row.total),
    })
    known.entries += Number(row.entries)
    known.lastSeq = Math.max(known.lastSeq, Number(row.last))
    journal.set(id, known)
  }
  return journal
}

export const NOTHING: JournalFacts = { sums: [], entries: 0, lastSeq: 0 }

export type Differing = { account: AccountRow; facts: string[] }

/** Which of these accounts differ from their entries, and how. They are locked, or nobody is writing: else a commit may come between. */
export async function compare(read: Reader, accounts: readonly AccountRow[]): Promise<Differing[]> {
  if (accounts.length === 0) return []
  const ids = accounts.map((account) => account.id)
  const journal = await journalOf(read, ids)
  const lots = new Map<string, LotRow[]>()
  for (const lot of await read.find(Lots, { where: { accountId: In(ids) } }))
    lots.set(lot.accountId, [...(lots.get(lot.accountId) ?? []), lot])
  return accounts
    .map((account) => ({
      account,
      facts: differences(account, lots.get(account.id) ?? [], journal.get(account.id) ?? NOTHING),
    }))
    .filter((one) => one.facts.length > 0)
}
