import type { Check } from '#server/platform/selfcheck/check'

/** The ledger holds together: entries are the truth, and everything else agrees with them. */
export const pointsChecks: Check[] = [
  {
    promise: 'P1',
    name: 'the entries of each transaction sum to zero',
    sql: 'SELECT txn_id, SUM(amount) AS total FROM point_entry GROUP BY txn_id HAVING SUM(amount) <> 0',
  },
  {
    promise: 'P1',
    name: 'each account is the sum of its entries',
    sql: `SELECT a.id, a.available, e.total FROM point_account a LEFT JOIN (
            SELECT account_id, SUM(CASE WHEN bucket = 'available' THEN amount ELSE 0 END) AS total,
                   SUM(CASE WHEN bucket = 'debt' THEN -amount ELSE 0 END) AS owed
            FROM point_entry WHERE account_id IS NOT NULL GROUP BY account_id) e ON e.account_id = a.id
          WHERE a.available <> COALESCE(e.total, 0) OR a.debt <> COALESCE(e.owed, 0)`,
  },
  {
    promise: 'P1',
    name: 'each account is the sum of its lots',
    sql: `SELECT a.id, a.available, l.total FROM point_account a LEFT JOIN (
            SELECT account_id, SUM(remaining) AS total FROM point_lot GROUP BY account_id) l ON l.account_id = a.id
          WHERE a.available <> COALESCE(l.total, 0)`,
  },
  {
    promise: 'P1',
    name: 'each lot is the sum of its entries',
    sql: `SELECT l.id, l.remaining, e.total FROM point_lot l LEFT JOIN (
            SELECT lot_id, SUM(amount) AS total FROM point_entry WHERE lot_id IS NOT NULL GROUP BY lot_id) e ON e.lot_id = l.id
          WHERE l.remaining <> COALESCE(e.total, 0)`,
  },
  {
    promise: 'P1',
    name: 'nothing is negative, and a debt leaves nothing to spend',
    sql: `SELECT id FROM point_account
          WHERE available < 0 OR pending < 0 OR held < 0 OR debt < 0 OR (debt > 0 AND available > 0)`,
  },
  {
    promise: 'P1',
    name: 'no entry of an account is missing or doubled',
    sql: `SELECT e.account_id FROM point_entry e WHERE e.account_id IS NOT NULL GROUP BY e.account_id
          HAVING COUNT(*) <> MAX(e.account_seq) OR MIN(e.account_seq) <> 1`,
  },
  {
    promise: 'P1',
    name: 'the running balance has no break',
    sql: `SELECT x.account_id, x.account_seq FROM (
            SELECT account_id, account_seq, amount, balance_after,
                   COALESCE(LAG(balance_after) OVER (PARTITION BY account_id ORDER BY account_seq), 0) AS before_it
            FROM point_entry WHERE account_id IS NOT NULL AND bucket = 'available') x
          WHERE x.balance_after <> x.before_it + x.amount`,
  },
  {
    promise: 'P1',
    name: 'a reversal belongs to the account of what it reverses',
    sql: `SELECT r.id FROM point_txn r LEFT JOIN point_txn o ON o.id = r.reverses
          WHERE r.reverses IS NOT NULL AND (o.id IS NULL OR o.account_id <> r.account_id OR o.reverses IS NOT NULL)`,
  },
  {
    promise: 'P1',
    name: 'no account is frozen for reconciling',
    sql: 'SELECT id, frozen_at FROM point_account WHERE frozen_at IS NOT NULL',
  },
  {
    promise: 'P6',
    name: 'each points transaction says why and by which rule',
    sql: "SELECT id FROM point_txn WHERE reason = '' OR source = '' OR actor = ''",
  },
]
