import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Tables = altering(
  'KeepEarningRulesDecisionsAndPurchases1763769600007',
  [{ table: 'member', index: [['birthday']] }],
  [
    {
      name: 'rule_set_version',
      columns: (c) => [
        c.key(),
        c.text('name', 40),
        c.token('state', 16),
        c.token('runs', 16),
        c.count('revision'),
        c.json('body'),
        c.token('sha256', 64, { isNullable: true }),
        c.instant('active_from', { isNullable: true }),
        c.instant('ended_at', { isNullable: true }),
        c.instant('created_at'),
        c.text('created_by', 40),
        c.instant('published_at', { isNullable: true }),
        c.text('published_by', 40, { isNullable: true }),
      ],
      index: [['runs', 'active_from', 'id']],
    },
    {
      name: 'earning_decision',
      columns: (c) => [
        c.key(),
        c.ref('member_id'),
        c.token('event', 16),
        c.token('subject_key', 80),
        c.token('mode', 16),
        c.ref('reverses', { isNullable: true }),
        c.ref('version_id', { isNullable: true }),
        c.instant('at'),
        c.count('day'),
        c.json('facts'),
        c.json('context'),
        c.json('result'),
        c.token('facts_hash', 64),
        c.token('result_hash', 64),
        c.amount('points', { default: 0 }),
        c.amount('growth', { default: 0 }),
      ],
      unique: [['subject_key', 'mode']],
      index: [['member_id', 'id'], ['reverses'], ['event', 'day', 'id'], ['version_id', 'id']],
    },
    {
      name: 'earning_tally',
      columns: (c) => [
        c.ref('member_id', { isPrimary: true }),
        c.token('name', 96, { isPrimary: true }),
        c.count('times'),
      ],
      checks: { not_negative: 'times >= 0' },
    },
    {
      name: 'earning_birthday',
      columns: (c) => [c.ref('member_id', { isPrimary: true }), c.count('year', { isPrimary: true }), c.instant('at')],
    },
    {
      name: 'earning_backtest',
      columns: (c) => [
        c.key(),
        c.ref('version_id'),
        c.ref('against_id', { isNullable: true }),
        c.json('body'),
        c.json('against_body', { isNullable: true }),
        c.count('from_day'),
        c.count('until_day'),
        c.token('state', 16),
        c.count('done', { default: 0 }),
        c.count('total', { default: 0 }),
        c.ref('last_id', { default: 0 }),
        c.ref('until_id', { default: 0 }),
        c.json('progress'),
        c.text('started_by', 40),
        c.instant('started_at'),
        c.instant('finished_at', { isNullable: true }),
      ],
      index: [['state', 'id']],
    },
    {
      name: 'earning_backtest_member',
      columns: (c) => [
        c.ref('backtest_id', { isPrimary: true }),
        c.ref('member_id', { isPrimary: true }),
        c.amount('before_points'),
        c.amount('after_points'),
        c.amount('change_points'),
        c.json('state'),
      ],
      index: [['backtest_id', 'change_points']],
    },
    {
      name: 'purchase',
      columns: (c) => [
        c.key(),
        c.ref('member_id'),
        c.ref('store_id'),
        c.token('receipt_no', 40),
        c.count('day'),
        c.instant('at'),
        c.instant('recorded_at'),
        c.token('channel', 16),
        c.amount('paid_fen'),
        c.amount('refunded_fen', { default: 0 }),
        c.token('fingerprint', 64),
        c.ref('decision_id', { isNullable: true }),
        c.token('actor', 32),
      ],
      unique: [['store_id', 'day', 'receipt_no']],
      index: [
        ['member_id', 'id'],
        ['store_id', 'day', 'id'],
      ],
      checks: { within: 'paid_fen >= 0 AND refunded_fen >= 0 AND refunded_fen <= paid_fen' },
    },
    {
      name: 'purchase_line',
      columns: (c) => [
        c.key(),
        c.ref('purchase_id'),
        c.count('line'),
        c.text('sku', 40, { isNullable: true }),
        c.text('name', 60),
        c.text('category', 40),
        c.count('quantity'),
        c.amount('paid_fen'),
        c.count('refunded_quantity', { default: 0 }),
        c.amount('refunded_fen', { default: 0 }),
      ],
      unique: [['purchase_id', 'line']],
      checks: {
        within:
          'refunded_fen >= 0 AND refunded_fen <= paid_fen AND refunded_quantity >= 0 AND refunded_quantity <= quantity',
      },
    },
    {
      name: 'purchase_refund',
      columns: (c) => [
        c.key(),
        c.ref('purchase_id'),
        c.token('refund_key', 40),
        c.token('fingerprint', 64),
        c.amount('amount_fen'),
        c.json('lines'),
        c.text('reason', 80),
        c.amount('points'),
        c.amount('growth'),
        c.count('coupons'),
        c.token('actor', 32),
        c.instant('at'),
      ],
      unique: [['purchase_id', 'refund_key']],
    },
    {
      name: 'purchase_summary',
      columns: (c) => [
        c.ref('member_id', { isPrimary: true }),
        c.count('orders'),
        c.count('touched'),
        c.count('undone'),
        c.amount('spent_fen'),
        c.instant('first_at', { isNullable: true }),
        c.instant('last_at', { isNullable: true }),
      ],
    },
    { name: 'purchase_category', columns: (c) => [c.key(), c.text('name', 40)], unique: [['name']] },
  ],
)

/** A published version is what members were promised: its body stays as it is. SQLite enforces it here, the verbs everywhere. */
export class KeepEarningRulesDecisionsAndPurchases extends Tables {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    if (runner.connection.options.type !== 'better-sqlite3') return
    await runner.query(
      `CREATE TRIGGER IF NOT EXISTS rule_set_version_is_fixed BEFORE UPDATE OF body, sha256 ON rule_set_version
       WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'a published version is fixed'); END`,
    )
  }
}
