import type { Check } from '#server/platform/selfcheck/check'

export const couponChecks: Check[] = [
  {
    promise: 'P3',
    name: 'issued and left make the stock',
    sql: `SELECT t.id FROM coupon_template t LEFT JOIN (
            SELECT template_id, COUNT(*) AS issued FROM coupon GROUP BY template_id) c ON c.template_id = t.id
          WHERE t.stock_total IS NOT NULL AND t.stock_total - t.stock_left <> COALESCE(c.issued, 0)`,
  },
  {
    promise: 'P3',
    name: 'nobody took more than allowed in the centre',
    sql: `SELECT m.user_fingerprint, c.template_id FROM coupon c
          JOIN coupon_template t ON t.id = c.template_id JOIN member m ON m.id = c.member_id
          WHERE c.source = 'centre' AND t.per_member_limit IS NOT NULL
          GROUP BY m.user_fingerprint, c.template_id, t.per_member_limit HAVING COUNT(*) > t.per_member_limit`,
  },
  {
    promise: 'P6',
    name: 'each coupon says where it came from and when it ends',
    sql: "SELECT id FROM coupon WHERE source = '' OR expires_at < valid_from",
  },
]
