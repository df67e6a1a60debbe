import type { Check } from '#server/platform/selfcheck/check'

/** What distribution promises, in rows. */
export const distributionChecks: Check[] = [
  {
    promise: 'P1',
    name: 'what a distributor has is the sum of their entries, and what the last one says',
    sql: `SELECT d.member_id AS id FROM distributor d LEFT JOIN (
            SELECT distributor_id, SUM(amount_fen) AS net, COUNT(*) AS n FROM commission_entry GROUP BY distributor_id
          ) e ON e.distributor_id = d.member_id
          LEFT JOIN commission_entry l ON l.distributor_id = d.member_id AND l.seq = d.seq
          WHERE COALESCE(e.net, 0) <> d.frozen_fen + d.due_fen + d.held_fen - d.debt_fen
             OR COALESCE(e.n, 0) <> d.seq
             OR COALESCE(e.net, 0) <> COALESCE(l.balance_fen, 0) - COALESCE(l.debt_fen, 0)`,
  },
  {
    promise: 'P1',
    name: 'what is frozen and what was paid is so in each commission and entry by hand, in the distributor’s figures and in the pay-outs',
    sql: `SELECT d.member_id AS id FROM distributor d LEFT JOIN (
            SELECT distributor_id, SUM(CASE WHEN state = 'frozen' THEN standing_fen ELSE 0 END) AS frozen, SUM(paid_fen) AS paid
            FROM commission GROUP BY distributor_id) c ON c.distributor_id = d.member_id
          LEFT JOIN (
            SELECT distributor_id, SUM(CASE WHEN state = 'paid' THEN amount_fen ELSE 0 END) AS paid,
                   SUM(CASE WHEN open_for IS NOT NULL THEN amount_fen ELSE 0 END) AS held
            FROM distribution_payout GROUP BY distributor_id) p ON p.distributor_id = d.member_id
          LEFT JOIN (
            SELECT distributor_id, SUM(paid_fen) AS paid FROM commission_adjustment GROUP BY distributor_id
          ) a ON a.distributor_id = d.member_id
          WHERE d.frozen_fen <> COALESCE(c.frozen, 0) OR d.paid_fen <> COALESCE(c.paid, 0) + COALESCE(a.paid, 0)
             OR d.paid_fen <> COALESCE(p.paid, 0) OR d.held_fen <> COALESCE(p.held, 0)`,
  },
  {
    promise: 'P1',
    name: 'what stands of a commission is the sum of its entries',
    sql: `SELECT c.id FROM commission c LEFT JOIN (
            SELECT commission_id, SUM(amount_fen) AS net FROM commission_entry WHERE commission_id IS NOT NULL GROUP BY commission_id
          ) e ON e.commission_id = c.id WHERE COALESCE(e.net, 0) <> c.standing_fen`,
  },
  {
    promise: 'P1',
    name: 'what was given or taken by hand is one line of the statement, and nothing else is of it',
    sql: `SELECT a.id FROM commission_adjustment a LEFT JOIN commission_entry e ON e.adjustment_id = a.id
          WHERE e.id IS NULL OR e.amount_fen <> a.amount_fen OR e.distributor_id <> a.distributor_id
             OR e.commission_id IS NOT NULL OR e.payout_id IS NOT NULL`,
  },
  {
    promise: 'P1',
    name: 'what is due to who has left is asked for, or is put down to be',
    sql: `SELECT d.member_id AS id FROM distributor d JOIN member m ON m.id = d.member_id
          LEFT JOIN distribution_payout p ON p.open_for = d.member_id
          WHERE m.left_at IS NOT NULL AND d.due_fen > 0 AND p.id IS NULL AND d.ask_at IS NULL`,
  },
  {
    promise: 'P8',
    name: 'no commission is above its rate or what was paid',
    sql: `SELECT c.id FROM commission c JOIN purchase p ON p.id = c.purchase_id
          WHERE c.amount_fen > p.paid_fen OR c.base_fen <> p.paid_fen OR c.amount_fen > COALESCE(c.fixed_fen, c.amount_fen)
             OR c.amount_fen * 1000 > c.base_fen * COALESCE(c.rate_permille, 1000)`,
  },
  {
    promise: 'P8',
    name: 'a commission goes to the buyer’s own distributor, who is somebody else, and to nobody further up',
    sql: `SELECT c.id FROM commission c JOIN purchase p ON p.id = c.purchase_id
          JOIN member b ON b.id = p.member_id JOIN member d ON d.id = c.distributor_id
          LEFT JOIN distribution_customer x ON x.customer_id = c.customer_id
          WHERE b.user_fingerprint = d.user_fingerprint OR x.distributor_id IS NULL OR x.distributor_id <> c.distributor_id
             OR (p.member_id <> c.customer_id AND (b.merged_into IS NULL OR b.merged_into <> c.customer_id))`,
  },
]
