import type { Check } from '#server/platform/selfcheck/check'

export const counterChecks: Check[] = [
  {
    promise: 'P3',
    name: 'a used coupon has exactly one verification that stands',
    sql: `SELECT c.id FROM coupon c LEFT JOIN (
            SELECT coupon_id, COUNT(*) AS standing FROM verification WHERE live = 1 GROUP BY coupon_id) v ON v.coupon_id = c.id
          WHERE (c.state = 'used' AND COALESCE(v.standing, 0) <> 1) OR (c.state <> 'used' AND COALESCE(v.standing, 0) <> 0)`,
  },
  {
    promise: 'P3',
    name: 'verified while valid, in a store where it holds',
    sql: `SELECT v.id FROM verification v JOIN coupon c ON c.id = v.coupon_id
          WHERE v.at < c.issued_at OR v.at > c.expires_at
             OR (EXISTS (SELECT 1 FROM coupon_template_store s WHERE s.template_id = c.template_id)
                 AND NOT EXISTS (SELECT 1 FROM coupon_template_store s WHERE s.template_id = c.template_id AND s.store_id = v.store_id))`,
  },
]
