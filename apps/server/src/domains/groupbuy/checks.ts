import type { Check } from '#server/platform/selfcheck/check'

/** What P4 comes to in rows: every paid order ends as a voucher or with all of its money back. */
export const groupbuyChecks: Check[] = [
  {
    promise: 'P4',
    name: 'pieces taken and left make the stock of a group-buy',
    sql: `SELECT a.id FROM groupbuy_activity a LEFT JOIN (
            SELECT activity_id, COUNT(*) AS n FROM groupbuy_order WHERE state IN ('paying', 'seated', 'won', 'used') GROUP BY activity_id) o
            ON o.activity_id = a.id
          WHERE a.stock_total - a.stock_left <> COALESCE(o.n, 0)`,
  },
  {
    promise: 'P8',
    name: 'a group-buy says as many are sold as were given and kept',
    sql: `SELECT a.id FROM groupbuy_activity a LEFT JOIN (
            SELECT activity_id, COUNT(*) AS n FROM groupbuy_order WHERE state IN ('won', 'used') AND (coupon_id IS NOT NULL OR mall_order_id IS NOT NULL) GROUP BY activity_id) o
            ON o.activity_id = a.id
          WHERE a.sold <> COALESCE(o.n, 0)`,
  },
  {
    promise: 'P4',
    name: 'a team has the seats that were paid, and a complete one exactly its size',
    sql: `SELECT t.id FROM groupbuy_team t LEFT JOIN (
            SELECT team_id, SUM(CASE WHEN state = 'seated' THEN 1 ELSE 0 END) AS seated, SUM(CASE WHEN won_at IS NOT NULL THEN 1 ELSE 0 END) AS won
            FROM groupbuy_order GROUP BY team_id) o ON o.team_id = t.id
          WHERE (t.state = 'forming' AND t.seats <> COALESCE(o.seated, 0))
             OR (t.state = 'succeeded' AND (t.seats <> t.size OR COALESCE(o.won, 0) <> t.size))
             OR (t.state IN ('opening', 'failed') AND COALESCE(o.won, 0) > 0)`,
  },
  {
    promise: 'P4',
    name: 'who has a voucher or goods keeps its price here, and who has their money has neither',
    sql: `SELECT o.id FROM groupbuy_order o LEFT JOIN coupon c ON c.id = o.coupon_id LEFT JOIN mall_order m ON m.id = o.mall_order_id
          WHERE (o.state = 'refunded' AND o.refunded_fen <> o.price_fen)
             OR (o.state IN ('refunding', 'refunded') AND (c.state IN ('unused', 'used') OR m.state NOT IN ('cancelled', 'expired')))
             OR (o.state = 'used' AND c.id IS NULL AND m.id IS NULL)
             OR (m.id IS NOT NULL AND (m.group_order_id <> o.id OR m.member_id <> o.member_id OR m.payment_id <> o.payment_id))`,
  },
  {
    promise: 'P4',
    name: 'a group-buy order says what its payment says',
    sql: `SELECT o.id FROM groupbuy_order o LEFT JOIN payment p ON p.id = o.payment_id
          WHERE p.id IS NULL OR p.purpose <> 'groupbuy' OR p.subject_id <> o.id OR p.amount_fen <> o.price_fen
             OR (o.state IN ('seated', 'won', 'used', 'refunding', 'refunded') AND p.paid_at IS NULL)
             OR (o.state = 'refunding' AND p.refunded_fen <> p.amount_fen)`,
  },
]
