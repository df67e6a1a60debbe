import type { Check } from '#server/platform/selfcheck/check'

export const counterChecks: Check[] = [
  {
    promise: 'P3',
    name: 'each verification that stands has its use of that coupon, which stands too',
    sql: `SELECT v.id FROM verification v LEFT JOIN coupon_use u ON u.id = v.use_id
          WHERE v.live = 1 AND (u.id IS NULL OR u.live IS NULL OR u.coupon_id <> v.coupon_id)`,
  },
  {
    promise: 'P3',
    name: 'each use at a counter has its verification',
    sql: `SELECT u.id FROM coupon_use u WHERE u.live = 1 AND u.cause LIKE 'visit:%'
          AND NOT EXISTS (SELECT 1 FROM verification v WHERE v.use_id = u.id AND v.live = 1)`,
  },
  {
    promise: 'P3',
    name: 'no code opened two visits',
    sql: 'SELECT shown_code_id FROM visit WHERE shown_code_id <> 0 GROUP BY shown_code_id HAVING COUNT(*) > 1',
  },
  {
    promise: 'P3',
    name: 'verified while valid, in a store where it holds',
    sql: `SELECT v.id FROM verification v JOIN coupon c ON c.id = v.coupon_id
          WHERE v.at < c.issued_at OR v.at > c.expires_at
             OR (EXISTS (SELECT 1 FROM coupon_template_store s WHERE s.template_id = c.template_id)
                 AND NOT EXISTS (SELECT 1 FROM coupon_template_store s WHERE s.template_id = c.template_id AND s.store_id = v.store_id))`,
  },
  {
    promise: 'P6',
    name: 'each verification is in its store’s day, undone where it was undone',
    sql: `SELECT v.id FROM verification v LEFT JOIN counter_act a ON a.kind = 'verification' AND a.subject_id = v.id
          WHERE a.id IS NULL OR a.store_id <> v.store_id OR a.staff_id <> v.staff_id
             OR (a.undone_at IS NULL AND v.undone_at IS NOT NULL) OR (a.undone_at IS NOT NULL AND v.undone_at IS NULL)`,
  },
  {
    promise: 'P6',
    name: 'each sale of a clerk is in one shift, once it is handed over',
    sql: `SELECT s.staff_id, s.store_id FROM (
            SELECT staff_id, store_id, MAX(to_act_id) AS last_id FROM counter_shift GROUP BY staff_id, store_id) s
          JOIN counter_act a ON a.staff_id = s.staff_id AND a.store_id = s.store_id AND a.id <= s.last_id
          LEFT JOIN counter_shift h ON h.staff_id = a.staff_id AND h.store_id = a.store_id AND h.to_act_id >= a.id
            AND NOT EXISTS (SELECT 1 FROM counter_shift e WHERE e.staff_id = h.staff_id AND e.store_id = h.store_id
              AND e.to_act_id >= a.id AND e.to_act_id < h.to_act_id)
          WHERE h.id IS NULL`,
  },
  {
    promise: 'P1',
    name: 'what was sold and refunded at a counter is in its day with its money, once',
    sql: `SELECT a.id FROM counter_act a LEFT JOIN purchase p ON p.id = a.subject_id
          WHERE a.kind = 'purchase' AND (p.id IS NULL OR p.paid_fen <> a.amount_fen OR p.store_id <> a.store_id)
          UNION ALL SELECT a.id FROM counter_act a LEFT JOIN purchase_refund r ON r.id = a.subject_id
          WHERE a.kind = 'refund' AND (r.id IS NULL OR r.amount_fen <> a.amount_fen)
          UNION ALL SELECT MAX(a.id) FROM counter_act a WHERE a.kind IN ('purchase', 'refund')
          GROUP BY a.kind, a.subject_id HAVING COUNT(*) > 1`,
  },
]
