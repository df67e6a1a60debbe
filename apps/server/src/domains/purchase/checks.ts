import type { Check } from '#server/platform/selfcheck/check'

export const purchaseChecks: Check[] = [
  {
    promise: 'P1',
    name: 'the lines of each purchase make what was paid, and what was refunded',
    sql: `SELECT p.id FROM purchase p LEFT JOIN (
            SELECT purchase_id, SUM(paid_fen) AS paid, SUM(refunded_fen) AS refunded FROM purchase_line GROUP BY purchase_id) l
              ON l.purchase_id = p.id
          WHERE p.paid_fen <> COALESCE(l.paid, 0) OR p.refunded_fen <> COALESCE(l.refunded, 0)`,
  },
  {
    promise: 'P1',
    name: 'the refunds of each purchase make what was refunded',
    sql: `SELECT p.id FROM purchase p LEFT JOIN (
            SELECT purchase_id, SUM(amount_fen) AS refunded FROM purchase_refund GROUP BY purchase_id) r ON r.purchase_id = p.id
          WHERE p.refunded_fen <> COALESCE(r.refunded, 0)`,
  },
  {
    promise: 'P1',
    name: 'the counters of each member agree with their purchases',
    sql: `SELECT p.member_id FROM (
            SELECT member_id, COUNT(*) AS orders, SUM(paid_fen - refunded_fen) AS spent FROM purchase GROUP BY member_id) p
          LEFT JOIN purchase_summary s ON s.member_id = p.member_id
          WHERE COALESCE(s.orders, 0) <> p.orders OR COALESCE(s.spent_fen, 0) <> p.spent`,
  },
  {
    promise: 'P1',
    name: 'a purchase that is refunded whole has left no points behind',
    sql: `SELECT p.id FROM purchase p JOIN member m ON m.id = p.member_id JOIN earning_decision d ON d.id = p.decision_id
          LEFT JOIN (SELECT reverses, SUM(points) AS points, SUM(growth) AS growth FROM earning_decision
                     WHERE reverses IS NOT NULL GROUP BY reverses) r ON r.reverses = d.id
          WHERE p.paid_fen > 0 AND p.refunded_fen = p.paid_fen AND m.left_at IS NULL
            AND (d.points + COALESCE(r.points, 0) <> 0 OR d.growth + COALESCE(r.growth, 0) <> 0)`,
  },
]
