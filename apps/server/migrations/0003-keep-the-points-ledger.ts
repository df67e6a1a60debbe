import type { QueryRunner } from 'typeorm'
import { creating } from '#server/platform/db/table'

const Tables = creating('KeepThePointsLedger1763769600003', [
  {
    name: 'point_account',
    columns: (c) => [
      c.key(),
      c.ref('member_id'),
      c.token('unit', 16),
      c.amount('available', { default: 0 }),
      c.amount('pending', { default: 0 }),
      c.amount('held', { default: 0 }),
      c.amount('debt', { default: 0 }),
      c.count('seq', { default: 0 }),
      c.instant('frozen_at', { isNullable: true }),
    ],
    unique: [['member_id', 'unit']],
    checks: {
      not_negative: 'available >= 0 AND pending >= 0 AND held >= 0 AND debt >= 0',
      debt_first: 'debt = 0 OR available = 0',
    },
  },
  {
    name: 'point_lot',
    columns: (c) => [
      c.key(),
      c.ref('account_id'),
      c.ref('txn_id'),
      c.ref('parent_lot_id', { isNullable: true }),
      c.amount('amount'),
      c.amount('remaining'),
      c.amount('held', { default: 0 }),
      c.token('state', 16),
      c.flag('live'),
      c.instant('activates_at', { isNullable: true }),
      c.instant('expires_at', { isNullable: true }),
      c.instant('due_at', { isNullable: true }),
      c.count('cost_permille'),
      c.token('source', 32),
      c.token('rule_version', 64, { isNullable: true }),
    ],
    index: [
      ['due_at', 'account_id'],
      ['account_id', 'live', 'expires_at'],
    ],
    checks: { within: 'remaining >= 0 AND held >= 0 AND remaining + held <= amount' },
  },
  {
    name: 'point_txn',
    columns: (c) => [
      c.key(),
      c.ref('account_id'),
      c.token('kind', 16),
      c.count('direction'),
      c.amount('amount'),
      c.amount('balance_after'),
      c.token('source_key', 96),
      c.token('fingerprint', 64),
      c.ref('reverses', { isNullable: true }),
      c.instant('effective_at'),
      c.instant('recorded_at'),
      c.token('actor', 32),
      c.text('reason', 80),
      c.text('source', 80),
      c.instant('expires_at', { isNullable: true }),
      c.ref('decision_id', { isNullable: true }),
    ],
    unique: [['source_key'], ['reverses']],
    index: [
      ['account_id', 'id'],
      ['account_id', 'direction', 'id'],
    ],
  },
  {
    name: 'point_entry',
    columns: (c) => [
      c.key(),
      c.ref('txn_id'),
      c.ref('account_id', { isNullable: true }),
      c.count('account_seq', { isNullable: true }),
      c.token('bucket', 16),
      c.ref('lot_id', { isNullable: true }),
      c.amount('amount'),
      c.amount('balance_after', { isNullable: true }),
      c.instant('at'),
    ],
    unique: [['account_id', 'account_seq']],
    index: [['txn_id'], ['account_id', 'at'], ['lot_id']],
  },
])

const GUARDS = ['UPDATE', 'DELETE']

/** The journal is insert-only. SQLite enforces it here; on MySQL the deployment's grants do (docs/deploy.md). */
export class KeepThePointsLedger extends Tables {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    if (runner.connection.options.type !== 'better-sqlite3') return
    for (const verb of GUARDS)
      await runner.query(
        `CREATE TRIGGER IF NOT EXISTS point_entry_no_${verb.toLowerCase()} BEFORE ${verb} ON point_entry ` +
          `BEGIN SELECT RAISE(ABORT, 'point_entry is insert-only'); END`,
      )
  }
}
