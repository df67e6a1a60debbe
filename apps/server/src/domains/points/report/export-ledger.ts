import { createHash } from 'node:crypto'
import { In } from 'typeorm'
import { csvLine } from '@huitou/shared/kit/csv'
import type { Reader } from '#server/platform/db/tx'
import { Accounts, Entries, Txns, type AccountRow, type EntryRow, type TxnRow } from '../entities'

const SLICE = 1000

const COLUMNS = [
  ...['entry', 'txn', 'account', 'member', 'unit', 'kind', 'bucket', 'lot', 'amount', 'balance_after', 'effective_at'],
  ...[
    'recorded_at',
    'source_key',
    'reverses',
    'hold',
    'decision',
    'rule_version',
    'expires_at',
    'actor',
    'reason',
    'source',
  ],
]

const lineOf = (entry: EntryRow, txn: TxnRow, account: AccountRow) =>
  csvLine([
    ...[entry.id, txn.id, entry.accountId, account.memberId, account.unit, txn.kind, entry.bucket, entry.lotId],
    ...[entry.amount, entry.balanceAfter, txn.effectiveAt.toISOString(), txn.recordedAt.toISOString(), txn.sourceKey],
    ...[txn.reverses, txn.holdId, txn.decisionId, txn.ruleVersion, txn.expiresAt?.toISOString() ?? null],
    ...[txn.actor, txn.reason, txn.source],
  ])

const byId = <Row extends { id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.id, row]))

function known<Row>(rows: Map<string, Row>, id: string): Row {
  const row = rows.get(id)
  if (!row) throw new Error(`the export misses row ${id}`)
  return row
}

async function* slices(read: Reader, upTo: string, slice: number): AsyncGenerator<string[]> {
  for (let after = '0'; ;) {
    const entries = await read
      .createQueryBuilder(Entries, 'entry')
      .where('entry.id > :after AND entry.id <= :upTo', { after, upTo })
      .orderBy('entry.id')
      .limit(slice)
      .getMany()
    const last = entries[entries.length - 1]
    if (!last) return
    const txns = byId(await read.find(Txns, { where: { id: In([...new Set(entries.map((one) => one.txnId))]) } }))
    const ids = [...new Set([...txns.values()].map((txn) => txn.accountId))]
    const accounts = byId(await read.find(Accounts, { where: { id: In(ids) } }))
    yield entries.map((entry) => {
      const txn = known(txns, entry.txnId)
      return lineOf(entry, txn, known(accounts, txn.accountId))
    })
    after = last.id
  }
}

/**
 * The whole journal, line by line, up to its last entry at the beginning: comma separated, safe to open in a spreadsheet. The last line
 * tells how many rows there were and the SHA-256 of every byte before it, so that nobody can take one out unseen. It walks the key a
 * slice at a time and holds nothing up. For a file that balances to the last point while the shop is open, `read` is a snapshot
 * (REPEATABLE READ); otherwise a commit that was under way may be missing.
 */
export async function* exportLedger(read: Reader, slice = SLICE): AsyncGenerator<string> {
  const digest = createHash('sha256')
  let rows = 0
  const written = (line: string) => {
    digest.update(`${line}\n`)
    return `${line}\n`
  }
  yield written(csvLine(COLUMNS))
  const [newest] = await read.find(Entries, { select: { id: true }, order: { id: 'DESC' }, take: 1 })
  for await (const lines of slices(read, newest?.id ?? '0', slice)) {
    rows += lines.length
    for (const line of lines) yield written(line)
  }
  yield `${csvLine(['rows', rows, 'sha256', digest.digest('hex')])}\n`
}
