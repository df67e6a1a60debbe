import type { Check } from '#server/platform/selfcheck/check'

const LIVE = "o.state NOT IN ('cancelled', 'expired')"

export const mallChecks: Check[] = [
  {
    promise: 'P1',
    name: 'each exchange took exactly its points',
    sql: `SELECT o.id FROM mall_order o LEFT JOIN point_txn t ON t.id = o.txn_id
          WHERE o.group_order_id IS NULL AND (t.id IS NULL OR t.amount <> -o.points)`,
  },
  {
    promise: 'P1',
    name: 'an exchange that came to nothing gave exactly its points back, and no other did',
    sql: `SELECT o.id FROM mall_order o LEFT JOIN point_txn t ON t.id = o.return_txn_id
          WHERE (${LIVE} AND o.return_txn_id IS NOT NULL)
          OR (NOT (${LIVE}) AND o.group_order_id IS NULL AND (t.id IS NULL OR t.reverses <> o.txn_id OR t.granted <> o.points))`,
  },
  {
    promise: 'P1',
    name: 'an order of the mall is paid in points or in a group-buy, never in both and never in neither',
    sql: `SELECT o.id FROM mall_order o WHERE (o.group_order_id IS NULL) <> (o.txn_id IS NOT NULL)
          OR (o.group_order_id IS NOT NULL AND (o.points <> 0 OR o.payment_id IS NULL))`,
  },
  {
    promise: 'P3',
    name: 'each coupon exchange has its coupon',
    sql: `SELECT o.id FROM mall_order o LEFT JOIN coupon c ON c.id = o.coupon_id
          WHERE o.kind = 'coupon' AND c.id IS NULL`,
  },
  {
    promise: 'P4',
    name: 'an order of the mall that costs money has it, waits for it, or gave it back',
    sql: `SELECT o.id FROM mall_order o LEFT JOIN payment p ON p.id = o.payment_id
          WHERE o.cash_fen > 0 AND (p.id IS NULL OR p.purpose <> 'mall' OR p.subject_id <> o.id OR p.amount_fen <> o.cash_fen
             OR (${LIVE} AND o.state <> 'waiting_payment' AND (p.paid_at IS NULL OR p.refunded_fen > 0))
             OR (NOT (${LIVE}) AND p.paid_at IS NOT NULL AND p.state = 'paid' AND p.refunded_fen <> p.amount_fen))`,
  },
  {
    promise: 'P3',
    name: 'what is left in the mall and what is taken make the stock',
    sql: `SELECT i.id FROM mall_item i LEFT JOIN (
            SELECT o.item_id, SUM(o.quantity) AS taken FROM mall_order o WHERE ${LIVE} AND o.group_order_id IS NULL GROUP BY o.item_id
          ) t ON t.item_id = i.id
          WHERE i.stock_total IS NOT NULL AND i.stock_total <> i.stock_left + COALESCE(t.taken, 0)`,
  },
  {
    promise: 'P3',
    name: 'what a day’s quota counts was taken on that day',
    sql: `SELECT d.item_id, d.day FROM mall_day d LEFT JOIN (
            SELECT o.item_id, o.day, SUM(o.quantity) AS taken FROM mall_order o
            WHERE ${LIVE} AND o.day_counted = 1 GROUP BY o.item_id, o.day
          ) t ON t.item_id = d.item_id AND t.day = d.day
          WHERE d.taken <> COALESCE(t.taken, 0)`,
  },
  {
    promise: 'P6',
    name: 'each order since changes are kept says how it came to where it stands',
    sql: `SELECT o.id FROM mall_order o WHERE o.day IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM mall_order_change c WHERE c.order_id = o.id AND c.to_state = o.state)`,
  },
]
