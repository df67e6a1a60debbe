import type { Check } from '#server/platform/selfcheck/check'

const sumIf = (table: string, when: string, column = 'amount') =>
  `COALESCE(SUM(CASE WHEN ${when} THEN ${table}.${column} ELSE 0 END), 0)`

/** The ledger holds together: entries are the truth, and everything else agrees with them. */
const journal: Check[] = [
  {
    promise: 'P1',
    name: 'the entries of each transaction sum to zero',
    sql: 'SELECT txn_id, SUM(amount) AS total FROM point_entry GROUP BY txn_id HAVING SUM(amount) <> 0',
  },
  {
    promise: 'P1',
    name: 'each account is the sum of its entries, bucket by bucket',
    sql: `SELECT a.id, a.available, a.pending, a.held, a.debt FROM point_account a LEFT JOIN (
            SELECT account_id, ${sumIf('point_entry', "bucket = 'available'")} AS available,
                   ${sumIf('point_entry', "bucket = 'pending'")} AS pending,
                   ${sumIf('point_entry', "bucket = 'held'")} AS held,
                   -${sumIf('point_entry', "bucket = 'debt'")} AS debt
            FROM point_entry WHERE account_id IS NOT NULL GROUP BY account_id) e ON e.account_id = a.id
          WHERE a.available <> COALESCE(e.available, 0) OR a.pending <> COALESCE(e.pending, 0)
             OR a.held <> COALESCE(e.held, 0) OR a.debt <> COALESCE(e.debt, 0)`,
  },
  {
    promise: 'P1',
    name: 'no entry of an account is missing or doubled',
    sql: `SELECT e.account_id FROM point_entry e WHERE e.account_id IS NOT NULL GROUP BY e.account_id
          HAVING COUNT(*) <> MAX(e.account_seq) OR MIN(e.account_seq) <> 1`,
  },
  {
    promise: 'P1',
    name: 'the running balance has no break, in any bucket',
    sql: `SELECT x.account_id, x.account_seq FROM (
            SELECT account_id, account_seq, balance_after, CASE WHEN bucket = 'debt' THEN -amount ELSE amount END AS step,
                   COALESCE(LAG(balance_after) OVER (PARTITION BY account_id, bucket ORDER BY account_seq), 0) AS before_it
            FROM point_entry WHERE account_id IS NOT NULL) x
          WHERE x.balance_after <> x.before_it + x.step`,
  },
  {
    promise: 'P1',
    name: 'nothing is negative, and a debt leaves nothing to spend',
    sql: `SELECT id FROM point_account
          WHERE available < 0 OR pending < 0 OR held < 0 OR debt < 0 OR (debt > 0 AND available > 0)`,
  },
  {
    promise: 'P6',
    name: 'each points transaction says why and by which rule',
    sql: "SELECT id FROM point_txn WHERE reason = '' OR source = '' OR actor = ''",
  },
  {
    promise: 'P6',
    name: 'whatever was cut says by which cap',
    sql: 'SELECT id FROM point_txn WHERE granted > wanted OR (granted < wanted AND cut_by IS NULL)',
  },
]

const lots: Check[] = [
  {
    promise: 'P1',
    name: 'each account is the sum of its lots, bucket by bucket',
    sql: `SELECT a.id, a.available, a.pending, a.held FROM point_account a LEFT JOIN (
            SELECT account_id, ${sumIf('point_lot', "state = 'active'", 'remaining')} AS available,
                   ${sumIf('point_lot', "state = 'pending'", 'remaining')} AS pending,
                   COALESCE(SUM(held), 0) AS held
            FROM point_lot GROUP BY account_id) l ON l.account_id = a.id
          WHERE a.available <> COALESCE(l.available, 0) OR a.pending <> COALESCE(l.pending, 0)
             OR a.held <> COALESCE(l.held, 0)`,
  },
  {
    promise: 'P1',
    name: 'each lot is the sum of its entries',
    sql: `SELECT l.id, l.remaining, l.held FROM point_lot l LEFT JOIN (
            SELECT lot_id, ${sumIf('point_entry', "bucket <> 'held'")} AS remaining,
                   ${sumIf('point_entry', "bucket = 'held'")} AS held
            FROM point_entry WHERE lot_id IS NOT NULL GROUP BY lot_id) e ON e.lot_id = l.id
          WHERE l.remaining <> COALESCE(e.remaining, 0) OR l.held <> COALESCE(e.held, 0)`,
  },
  {
    promise: 'P1',
    name: 'a lot is live exactly when it holds something',
    sql: 'SELECT id FROM point_lot WHERE (live = 1) <> (remaining + held > 0)',
  },
  {
    promise: 'P7',
    name: 'a lot that something will happen to is found when it is due',
    sql: `SELECT id FROM point_lot WHERE remaining > 0 AND due_at IS NULL
            AND (expires_at IS NOT NULL OR (state = 'pending' AND activates_at IS NOT NULL))`,
  },
]

const holds: Check[] = [
  {
    promise: 'P1',
    name: 'each hold is the sum of its lots',
    sql: `SELECT h.id FROM point_hold h LEFT JOIN (
            SELECT hold_id, SUM(points) AS points FROM point_hold_lot GROUP BY hold_id) l ON l.hold_id = h.id
          WHERE h.points <> COALESCE(l.points, 0)`,
  },
  {
    promise: 'P1',
    name: 'what a lot holds is what open holds took from it',
    sql: `SELECT l.id FROM point_lot l LEFT JOIN (
            SELECT hl.lot_id, SUM(hl.points) AS points FROM point_hold_lot hl JOIN point_hold h ON h.id = hl.hold_id
            WHERE h.state = 'open' GROUP BY hl.lot_id) o ON o.lot_id = l.id
          WHERE l.held <> COALESCE(o.points, 0)`,
  },
  {
    promise: 'P1',
    name: 'a hold is resolved at most once, and captured as the journal says',
    sql: `SELECT h.id FROM point_hold h LEFT JOIN (
            SELECT hold_id, SUM(CASE WHEN kind = 'capture' THEN granted ELSE 0 END) AS captured,
                   SUM(CASE WHEN kind = 'release' THEN granted ELSE 0 END) AS released
            FROM point_txn WHERE hold_id IS NOT NULL GROUP BY hold_id) t ON t.hold_id = h.id
          WHERE h.captured <> COALESCE(t.captured, 0)
             OR COALESCE(t.captured, 0) + COALESCE(t.released, 0) <> CASE WHEN h.state = 'open' THEN 0 ELSE h.points END
             OR (h.state = 'open') <> (h.due_at IS NOT NULL)`,
  },
]

const undone: Check[] = [
  {
    promise: 'P1',
    name: 'a reversal belongs to the account of what it reverses, or to the one that took it over',
    sql: `SELECT r.id FROM point_txn r LEFT JOIN point_txn o ON o.id = r.reverses
            LEFT JOIN point_account a ON a.id = o.account_id
          WHERE r.reverses IS NOT NULL
            AND (o.id IS NULL OR o.reverses IS NOT NULL OR (o.account_id <> r.account_id AND a.merged_into IS NULL))`,
  },
  {
    promise: 'P1',
    name: 'the parts of a reversal never come to more than the whole',
    sql: `SELECT o.id FROM point_txn o JOIN (
            SELECT reverses, SUM(granted) AS undone FROM point_txn WHERE reverses IS NOT NULL GROUP BY reverses) r
            ON r.reverses = o.id
          WHERE r.undone > o.granted`,
  },
  {
    promise: 'P1',
    name: 'each counter is what its transactions stand for',
    sql: `SELECT c.name, c.used FROM point_counter c LEFT JOIN (
            SELECT counter, SUM(used) AS used FROM point_counter_use GROUP BY counter) u ON u.counter = c.name
          WHERE c.used <> COALESCE(u.used, 0)`,
  },
  {
    promise: 'P1',
    name: 'a transaction counts for what is left of it',
    sql: `SELECT u.id FROM point_counter_use u JOIN point_txn t ON t.id = u.txn_id LEFT JOIN (
            SELECT reverses, SUM(granted) AS undone FROM point_txn WHERE reverses IS NOT NULL GROUP BY reverses) r
            ON r.reverses = t.id
          WHERE u.used <> t.granted - COALESCE(r.undone, 0)`,
  },
  {
    promise: 'P1',
    name: 'no account is frozen for reconciling',
    sql: "SELECT id, frozen_at FROM point_account WHERE frozen_at IS NOT NULL AND frozen_by = 'system'",
  },
]

const NOTHING_WAITS = 'NOT EXISTS (SELECT 1 FROM point_txn WHERE to_roll = 1)'

const figures: Check[] = [
  {
    promise: 'P1',
    name: 'the daily figures come to what members have',
    sql: `SELECT a.unit, a.total, d.net FROM (
            SELECT unit, SUM(available + pending + held - debt) AS total FROM point_account GROUP BY unit) a LEFT JOIN (
            SELECT unit, SUM(issued + adjusted + opening - burned - expired - clawed) AS net FROM point_daily GROUP BY unit) d
            ON d.unit = a.unit
          WHERE a.total <> COALESCE(d.net, 0) AND ${NOTHING_WAITS}`,
  },
  {
    promise: 'P1',
    name: 'the liability is what members have',
    sql: `SELECT a.unit, a.total, l.points FROM (
            SELECT unit, SUM(available + pending + held) AS total FROM point_account GROUP BY unit) a LEFT JOIN (
            SELECT unit, SUM(points) AS points FROM point_liability GROUP BY unit) l ON l.unit = a.unit
          WHERE a.total <> COALESCE(l.points, 0) AND ${NOTHING_WAITS}`,
  },
  {
    promise: 'P1',
    name: 'each line of a file is counted where it ended',
    sql: `SELECT b.id FROM point_batch b LEFT JOIN (
            SELECT batch_id, COUNT(*) AS total, SUM(CASE WHEN state = 'done' THEN 1 ELSE 0 END) AS done,
                   SUM(CASE WHEN state = 'refused' THEN 1 ELSE 0 END) AS refused
            FROM point_batch_row GROUP BY batch_id) r ON r.batch_id = b.id
          WHERE b.total <> COALESCE(r.total, 0) OR b.done <> COALESCE(r.done, 0) OR b.refused <> COALESCE(r.refused, 0)`,
  },
  {
    promise: 'P1',
    name: 'whoever approved an adjustment is not who asked for it',
    sql: `SELECT id FROM point_adjustment WHERE decided_by = asked_by OR (state = 'done') <> (txn_id IS NOT NULL)`,
  },
]

export const pointsChecks: Check[] = [...journal, ...lots, ...holds, ...undone, ...figures]
