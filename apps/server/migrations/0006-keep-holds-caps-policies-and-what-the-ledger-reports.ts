import type { QueryRunner } from 'typeorm'
import { altering } from '#server/platform/db/table'

const Changes = altering(
  'KeepHoldsCapsPoliciesAndWhatTheLedgerReports1763769600006',
  [
    {
      table: 'point_account',
      add: (c) => [
        c.instant('active_at', { isNullable: true }),
        c.ref('merged_into', { isNullable: true }),
        c.text('frozen_reason', 80, { isNullable: true }),
        c.token('frozen_by', 32, { isNullable: true }),
        c.count('check_due', { isNullable: true }),
      ],
      index: [['check_due', 'id'], ['merged_into']],
    },
    {
      table: 'point_lot',
      add: (c) => [
        c.token('activates_on', 96, { isNullable: true }),
        c.count('inactivity_months', { isNullable: true }),
      ],
      index: [['txn_id'], ['parent_lot_id']],
    },
    {
      table: 'point_txn',
      add: (c) => [
        c.amount('wanted', { default: 0 }),
        c.amount('granted', { default: 0 }),
        c.text('cut_by', 80, { isNullable: true }),
        c.ref('hold_id', { isNullable: true }),
        c.token('rule_version', 64, { isNullable: true }),
        c.count('to_roll', { isNullable: true }),
      ],
      // A transaction may be undone in parts; that the parts are no more than the whole is kept under the account's lock.
      dropUnique: [['reverses']],
      index: [
        ['reverses'],
        ['account_id', 'kind', 'id'],
        ['account_id', 'effective_at'],
        ['decision_id'],
        ['to_roll', 'id'],
      ],
    },
  ],
  [
    {
      name: 'point_hold',
      columns: (c) => [
        c.key(),
        c.ref('account_id'),
        c.ref('txn_id'),
        c.amount('points'),
        c.amount('captured', { default: 0 }),
        c.token('state', 16),
        c.instant('ends_at'),
        c.instant('due_at', { isNullable: true }),
        c.instant('resolved_at', { isNullable: true }),
      ],
      unique: [['txn_id']],
      index: [
        ['due_at', 'account_id'],
        ['account_id', 'state'],
      ],
      checks: { within: 'points > 0 AND captured >= 0 AND captured <= points' },
    },
    {
      name: 'point_hold_lot',
      columns: (c) => [c.key(), c.ref('hold_id'), c.ref('lot_id'), c.amount('points')],
      unique: [['hold_id', 'lot_id']],
      index: [['lot_id']],
    },
    {
      name: 'point_counter',
      columns: (c) => [c.token('name', 96, { isPrimary: true }), c.amount('used')],
      checks: { not_negative: 'used >= 0' },
    },
    {
      name: 'point_counter_use',
      columns: (c) => [c.key(), c.ref('txn_id'), c.token('counter', 96), c.amount('used')],
      unique: [['txn_id', 'counter']],
      index: [['counter']],
      checks: { not_negative: 'used >= 0' },
    },
    {
      name: 'point_policy',
      columns: (c) => [
        c.key(),
        c.instant('active_from'),
        c.json('body'),
        c.token('actor', 32),
        c.text('reason', 80),
        c.instant('made_at'),
      ],
      index: [['active_from', 'id']],
    },
    {
      name: 'point_adjustment',
      columns: (c) => [
        c.key(),
        c.ref('member_id'),
        c.token('unit', 16),
        c.amount('points'),
        c.text('reason', 80),
        c.token('state', 16),
        c.ref('asked_by'),
        c.text('asked_by_name', 40),
        c.instant('asked_at'),
        c.ref('decided_by', { isNullable: true }),
        c.text('decided_by_name', 40, { isNullable: true }),
        c.instant('decided_at', { isNullable: true }),
        c.text('note', 80, { isNullable: true }),
        c.ref('txn_id', { isNullable: true }),
      ],
      index: [
        ['state', 'id'],
        ['member_id', 'id'],
      ],
    },
    {
      name: 'point_batch',
      columns: (c) => [
        c.key(),
        c.token('kind', 16),
        c.token('state', 16),
        c.text('title', 40),
        c.token('file_hash', 64),
        c.count('total'),
        c.count('done', { default: 0 }),
        c.count('refused', { default: 0 }),
        c.count('cancelled', { default: 0 }),
        c.amount('points_up', { default: 0 }),
        c.amount('points_down', { default: 0 }),
        c.ref('asked_by'),
        c.text('asked_by_name', 40),
        c.instant('asked_at'),
        c.ref('decided_by', { isNullable: true }),
        c.text('decided_by_name', 40, { isNullable: true }),
        c.instant('decided_at', { isNullable: true }),
        c.text('note', 80, { isNullable: true }),
        c.instant('finished_at', { isNullable: true }),
      ],
      index: [['state', 'id'], ['file_hash']],
    },
    {
      name: 'point_batch_row',
      columns: (c) => [
        c.key(),
        c.ref('batch_id'),
        c.count('line'),
        c.ref('member_id'),
        c.token('unit', 16),
        c.amount('points'),
        c.count('last_day', { isNullable: true }),
        c.text('reason', 80),
        c.token('source_key', 96),
        c.token('state', 16),
        c.token('refusal', 32, { isNullable: true }),
        c.ref('txn_id', { isNullable: true }),
      ],
      unique: [['batch_id', 'line', 'unit']],
      index: [
        ['batch_id', 'state', 'id'],
        ['batch_id', 'id'],
      ],
    },
    {
      name: 'point_daily',
      columns: (c) => [
        c.key(),
        c.token('unit', 16),
        c.count('day'),
        c.amount('issued', { default: 0 }),
        c.amount('burned', { default: 0 }),
        c.amount('expired', { default: 0 }),
        c.amount('clawed', { default: 0 }),
        c.amount('adjusted', { default: 0 }),
        c.amount('opening', { default: 0 }),
        c.count('txns', { default: 0 }),
      ],
      unique: [['unit', 'day']],
    },
    {
      name: 'point_liability',
      columns: (c) => [
        c.key(),
        c.token('unit', 16),
        c.count('month'),
        c.token('source', 32),
        c.amount('points', { default: 0 }),
        c.amount('cost_milli_fen', { default: 0 }),
      ],
      unique: [['unit', 'month', 'source']],
    },
    {
      name: 'point_check',
      columns: (c) => [
        c.key(),
        c.token('kind', 16),
        c.count('day'),
        c.count('accounts', { default: 0 }),
        c.count('differing', { default: 0 }),
        c.ref('after_id', { isNullable: true }),
        c.instant('started_at'),
        c.instant('checked_at'),
        c.instant('finished_at', { isNullable: true }),
      ],
      unique: [['kind', 'day']],
    },
    {
      name: 'point_difference',
      columns: (c) => [
        c.key(),
        c.ref('account_id'),
        c.json('facts'),
        c.instant('found_at'),
        c.instant('solved_at', { isNullable: true }),
        c.token('solved_by', 32, { isNullable: true }),
        c.text('reason', 80, { isNullable: true }),
      ],
      index: [['account_id'], ['solved_at', 'id']],
    },
  ],
)

/** What a transaction was about, in points, is the sum of what the members' side of it moved. */
const NOMINAL = `(SELECT COALESCE(ABS(SUM(e.amount)), 0) FROM point_entry e WHERE e.txn_id = point_txn.id AND e.account_id IS NULL)`

/** Holds, caps, policies, adjustments, batches, reports and checks; and transactions that may be undone in parts. */
export class KeepHoldsCapsPoliciesAndWhatTheLedgerReports extends Changes {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    await runner.query(
      `UPDATE point_txn SET granted = ${NOMINAL}, wanted = ${NOMINAL} WHERE granted = 0 AND wanted = 0`,
    )
    await runner.query('UPDATE point_txn SET to_roll = 1')
    await runner.query('UPDATE point_account SET check_due = 1')
    await runner.query('UPDATE point_lot SET due_at = NULL WHERE remaining = 0')
  }
}
