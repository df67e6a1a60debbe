import type { QueryRunner } from 'typeorm'
import { creating, type Columns } from '#server/platform/db/table'

const FIGURES = ['frozen_fen', 'due_fen', 'held_fen', 'debt_fen', 'paid_fen']
const notBelowZero = (names: readonly string[]) => names.map((name) => `${name} >= 0`).join(' AND ')
const figures = (c: Columns) => FIGURES.map((name) => c.amount(name, { default: 0 }))

/**
 * Who brings customers and what they earn by it. A customer has one distributor and a purchase one commission, which is theirs: there is
 * no column in which anybody further up could stand.
 */
const Tables = creating('KeepDistribution1763769600027', [
  {
    name: 'distribution_settings',
    columns: (c) => [
      c.key(),
      c.count('version'),
      c.json('body'),
      c.token('actor', 32),
      c.instant('published_at'),
      c.instant('paused_at', { isNullable: true }),
    ],
    unique: [['version']],
    index: [['published_at']],
  },
  {
    name: 'distributor',
    columns: (c) => [
      c.ref('member_id', { isPrimary: true }),
      c.token('person', 64),
      c.token('scene', 32, { isNullable: true }),
      c.token('state', 16),
      c.text('words', 200, { isNullable: true }),
      c.text('reason', 100, { isNullable: true }),
      c.token('actor', 32),
      c.instant('changed_at'),
      c.instant('since', { isNullable: true }),
      ...figures(c),
      c.count('seq', { default: 0 }),
    ],
    unique: [['scene']],
    index: [['state', 'member_id'], ['person']],
    checks: { not_below_zero: notBelowZero(FIGURES), due_or_debt: 'due_fen = 0 OR debt_fen = 0' },
  },
  {
    name: 'distributor_term',
    columns: (c) => [
      c.key(),
      c.ref('distributor_id'),
      c.instant('from_at'),
      c.instant('until_at', { isNullable: true }),
    ],
    index: [['distributor_id', 'from_at']],
  },
  {
    name: 'distribution_touch',
    columns: (c) => [{ ...c.token('person', 64), isPrimary: true }, c.ref('distributor_id'), c.instant('at')],
    index: [['at'], ['distributor_id']],
  },
  {
    name: 'distribution_customer',
    columns: (c) => [
      c.ref('customer_id', { isPrimary: true }),
      c.token('customer_person', 64),
      c.ref('distributor_id'),
      c.token('distributor_person', 64),
      c.instant('bound_at'),
      c.instant('until_at'),
    ],
    unique: [['customer_person']],
    index: [['distributor_id', 'customer_id'], ['bound_at']],
    checks: { two_people: 'customer_id <> distributor_id AND customer_person <> distributor_person' },
  },
  {
    name: 'commission',
    columns: (c) => [
      c.key(),
      c.ref('purchase_id'),
      c.ref('distributor_id'),
      c.ref('customer_id'),
      c.ref('settings_id'),
      c.flag('first_only'),
      c.amount('base_fen'),
      c.count('rate_permille', { isNullable: true }),
      c.amount('fixed_fen', { isNullable: true }),
      c.amount('amount_fen'),
      c.amount('standing_fen'),
      c.amount('paid_fen', { default: 0 }),
      c.amount('left_fen'),
      c.token('state', 16),
      c.instant('frees_at'),
      c.instant('bought_at'),
      c.instant('earned_at'),
    ],
    unique: [['purchase_id']],
    index: [
      ['distributor_id', 'state', 'frees_at'],
      ['distributor_id', 'left_fen'],
      ['customer_id', 'first_only'],
      ['state', 'frees_at'],
      ['bought_at'],
    ],
    checks: {
      two_people: 'customer_id <> distributor_id',
      within: 'standing_fen >= 0 AND standing_fen <= amount_fen AND amount_fen <= base_fen AND paid_fen >= 0',
      left_adds_up: 'left_fen = standing_fen - paid_fen',
    },
  },
  {
    name: 'distribution_payout',
    columns: (c) => [
      c.key(),
      c.ref('distributor_id'),
      c.ref('open_for', { isNullable: true }),
      c.amount('amount_fen'),
      c.token('state', 16),
      c.instant('requested_at'),
      c.instant('decided_at', { isNullable: true }),
      c.token('decided_by', 32, { isNullable: true }),
      c.text('reason', 100, { isNullable: true }),
      c.token('method', 16, { isNullable: true }),
      c.text('reference', 60, { isNullable: true }),
      c.instant('paid_at', { isNullable: true }),
      c.instant('recorded_at', { isNullable: true }),
      c.token('recorded_by', 32, { isNullable: true }),
    ],
    unique: [['open_for']],
    index: [['distributor_id', 'id'], ['state', 'id'], ['recorded_at']],
    checks: {
      amount: 'amount_fen > 0',
      open: "(open_for IS NOT NULL) = (state IN ('requested', 'approved'))",
    },
  },
  {
    name: 'commission_entry',
    columns: (c) => [
      c.key(),
      c.ref('distributor_id'),
      c.count('seq'),
      c.token('kind', 16),
      c.amount('amount_fen'),
      c.amount('balance_fen'),
      c.amount('debt_fen'),
      c.ref('commission_id', { isNullable: true }),
      c.ref('payout_id', { isNullable: true }),
      c.instant('at'),
    ],
    unique: [['distributor_id', 'seq'], ['payout_id']],
    index: [['commission_id']],
    checks: {
      not_below_zero: 'balance_fen >= 0 AND debt_fen >= 0 AND (balance_fen = 0 OR debt_fen = 0)',
      sign: "(kind = 'earn') = (amount_fen > 0) AND amount_fen <> 0",
    },
  },
])

const GUARDS = ['UPDATE', 'DELETE']

/** What was written of money is never changed. SQLite enforces it here; on MySQL the deployment's grants do (docs/deploy.md). */
export class KeepDistribution extends Tables {
  override async up(runner: QueryRunner) {
    await super.up(runner)
    if (runner.connection.options.type !== 'better-sqlite3') return
    for (const verb of GUARDS)
      await runner.query(
        `CREATE TRIGGER IF NOT EXISTS commission_entry_no_${verb.toLowerCase()} BEFORE ${verb} ON commission_entry ` +
          `BEGIN SELECT RAISE(ABORT, 'commission_entry is insert-only'); END`,
      )
  }
}
