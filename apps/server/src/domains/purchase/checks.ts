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
  {
    promise: 'P1',
    name: 'what was taken off each purchase, and what points paid, falls on its lines to the fen and the point',
    sql: `SELECT p.id FROM purchase p LEFT JOIN (
            SELECT purchase_id, SUM(off_fen) AS off_fen, SUM(offset_fen) AS offset_fen, SUM(points) AS points
            FROM purchase_line GROUP BY purchase_id) l ON l.purchase_id = p.id
          WHERE p.off_fen <> COALESCE(l.off_fen, 0) OR p.offset_fen <> COALESCE(l.offset_fen, 0)
             OR p.offset_points <> COALESCE(l.points, 0)
             OR p.off_fen < 0 OR p.offset_fen < 0 OR p.returned_points < 0 OR p.returned_points > p.offset_points`,
  },
  {
    promise: 'P1',
    name: 'points that paid for a purchase were spent once, and came back as its refunds say',
    sql: `SELECT p.id FROM purchase p LEFT JOIN point_txn t ON t.id = p.offset_txn_id LEFT JOIN (
            SELECT reverses, SUM(granted) AS came_back FROM point_txn WHERE reverses IS NOT NULL GROUP BY reverses) r
              ON r.reverses = p.offset_txn_id LEFT JOIN (
            SELECT purchase_id, SUM(returned_points) AS returned FROM purchase_refund GROUP BY purchase_id) f
              ON f.purchase_id = p.id
          WHERE p.offset_points <> COALESCE(t.granted, 0) OR p.returned_points <> COALESCE(r.came_back, 0)
             OR p.returned_points <> COALESCE(f.returned, 0)`,
  },
  {
    promise: 'P5',
    name: 'a paid bill is one purchase, of its member, for its figures',
    sql: `SELECT b.id FROM purchase_bill b LEFT JOIN purchase p ON p.id = b.purchase_id
          WHERE (b.state = 'paid') <> (b.purchase_id IS NOT NULL) OR (b.state IN ('open', 'agreed')) <> (b.live IS NOT NULL)
             OR (b.purchase_id IS NOT NULL AND (p.id IS NULL OR p.member_id <> b.member_id OR p.store_id <> b.store_id
                 OR p.paid_fen <> b.payable_fen))`,
  },
  {
    promise: 'P5',
    name: 'a receipt is claimed once, as a purchase of who claimed it',
    sql: `SELECT s.id FROM purchase_slip s LEFT JOIN purchase p ON p.id = s.purchase_id
          WHERE (s.claimed_by IS NULL) <> (s.purchase_id IS NULL)
             OR (s.purchase_id IS NOT NULL AND (p.id IS NULL OR p.member_id <> s.claimed_by OR p.store_id <> s.store_id
                 OR p.day <> s.day OR p.receipt_no <> s.receipt_no))`,
  },
  {
    promise: 'P3',
    name: 'a coupon that stands used on a purchase belongs to it, and to its member',
    sql: `SELECT u.id FROM coupon_use u JOIN coupon c ON c.id = u.coupon_id
          LEFT JOIN purchase p ON p.id = CAST(SUBSTR(u.cause, 10) AS SIGNED)
          WHERE u.live = 1 AND u.cause LIKE 'purchase:%' AND (p.id IS NULL OR p.member_id <> c.member_id
             OR p.store_id <> u.store_id)`,
  },
]
