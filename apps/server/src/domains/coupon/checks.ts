import type { Check } from '#server/platform/selfcheck/check'

export const couponChecks: Check[] = [
  {
    promise: 'P3',
    name: 'issued and left make the stock',
    sql: `SELECT t.id FROM coupon_template t LEFT JOIN (
            SELECT template_id, COUNT(*) AS issued FROM coupon WHERE source <> 'gift' AND restocked = 0 GROUP BY template_id) c ON c.template_id = t.id
          WHERE t.stock_total IS NOT NULL AND t.stock_total - t.stock_left <> COALESCE(c.issued, 0)`,
  },
  {
    promise: 'P3',
    name: 'nobody took more than allowed in the centre',
    sql: `SELECT m.user_fingerprint, c.template_id FROM coupon c
          JOIN coupon_template t ON t.id = c.template_id JOIN member m ON m.id = c.member_id
          WHERE c.source IN ('centre', 'scan') AND t.per_member_limit IS NOT NULL
          GROUP BY m.user_fingerprint, c.template_id, t.per_member_limit HAVING COUNT(*) > t.per_member_limit`,
  },
  {
    promise: 'P3',
    name: 'nobody took more in a day or a drop than allowed',
    sql: `SELECT m.user_fingerprint, c.template_id FROM coupon c
          JOIN coupon_template t ON t.id = c.template_id JOIN member m ON m.id = c.member_id
          WHERE c.source IN ('centre', 'scan') AND c.day IS NOT NULL AND t.per_member_day_limit IS NOT NULL
          GROUP BY m.user_fingerprint, c.template_id, c.day, t.per_member_day_limit HAVING COUNT(*) > t.per_member_day_limit`,
  },
  {
    promise: 'P3',
    name: 'what a day or a drop gave out is what its quota says was taken',
    sql: `SELECT q.template_id, q.slot FROM coupon_quota q LEFT JOIN (
            SELECT template_id, day AS slot, COUNT(*) AS n FROM coupon WHERE day IS NOT NULL GROUP BY template_id, day
            UNION ALL
            SELECT template_id, drop_slot AS slot, COUNT(*) AS n FROM coupon WHERE drop_slot IS NOT NULL GROUP BY template_id, drop_slot
          ) c ON c.template_id = q.template_id AND c.slot = q.slot
          WHERE q.taken > q.quota OR q.taken > COALESCE(c.n, 0)
          UNION ALL
          SELECT c.template_id, c.drop_slot FROM coupon c LEFT JOIN coupon_quota q ON q.template_id = c.template_id AND q.slot = c.drop_slot
          WHERE c.drop_slot IS NOT NULL GROUP BY c.template_id, c.drop_slot, q.taken HAVING COUNT(*) <> COALESCE(q.taken, 0)`,
  },
  {
    promise: 'P3',
    name: 'a coupon is used as often as uses of it stand, and never more than it may',
    sql: `SELECT c.id FROM coupon c LEFT JOIN (
            SELECT coupon_id, COUNT(*) AS n, MAX(slot) AS last_slot FROM coupon_use WHERE live = 1 GROUP BY coupon_id) u ON u.coupon_id = c.id
          WHERE c.uses_left < 0 OR c.uses_total - c.uses_left <> COALESCE(u.n, 0) OR COALESCE(u.last_slot, 0) > c.uses_total
             OR (c.state = 'used') <> (c.uses_left = 0)`,
  },
  {
    promise: 'P3',
    name: 'a use that stands is of a time and a store for which the coupon holds',
    sql: `SELECT u.id FROM coupon_use u JOIN coupon c ON c.id = u.coupon_id
          WHERE u.live = 1 AND (u.at < c.valid_from OR u.at >= c.expires_at
             OR (u.store_id IS NOT NULL
                 AND EXISTS (SELECT 1 FROM coupon_template_store s WHERE s.template_id = c.template_id)
                 AND NOT EXISTS (SELECT 1 FROM coupon_template_store s WHERE s.template_id = c.template_id AND s.store_id = u.store_id)))`,
  },
  {
    promise: 'P6',
    name: 'each coupon says where it came from and when it ends',
    sql: "SELECT id FROM coupon WHERE source = '' OR expires_at < valid_from",
  },
  {
    promise: 'P3',
    name: 'a coupon given away is in one other wallet, once, with its own end',
    sql: `SELECT g.id FROM coupon_gift g JOIN coupon c ON c.id = g.coupon_id LEFT JOIN coupon n ON n.id = g.new_coupon_id
          WHERE g.accepted_by IS NOT NULL
            AND (c.state <> 'given' OR n.id IS NULL OR n.expires_at <> c.expires_at OR n.template_id <> c.template_id)
          UNION ALL SELECT c.id FROM coupon c WHERE c.state = 'given'
            AND (SELECT COUNT(*) FROM coupon_gift g WHERE g.coupon_id = c.id AND g.accepted_by IS NOT NULL) <> 1`,
  },
  {
    promise: 'P3',
    name: 'a code is used as often as people changed it, and never more than it may',
    sql: `SELECT k.id FROM coupon_code k JOIN coupon_code_batch b ON b.id = k.batch_id LEFT JOIN (
            SELECT code_id, COUNT(*) AS n FROM coupon_code_use GROUP BY code_id) u ON u.code_id = k.id
          WHERE k.used <> COALESCE(u.n, 0) OR k.used > b.uses_each`,
  },
  {
    promise: 'P3',
    name: 'each member of a grant got at most one, and the counts agree',
    sql: `SELECT g.id FROM coupon_grant g LEFT JOIN (
            SELECT grant_id, COUNT(*) AS n, SUM(CASE WHEN coupon_id IS NOT NULL THEN 1 ELSE 0 END) AS given,
              SUM(CASE WHEN state = 'refused' THEN 1 ELSE 0 END) AS refused, SUM(CASE WHEN state = 'revoked' THEN 1 ELSE 0 END) AS revoked
            FROM coupon_grant_row GROUP BY grant_id) l ON l.grant_id = g.id
          WHERE g.total <> COALESCE(l.n, 0) OR g.done <> COALESCE(l.given, 0) OR g.refused <> COALESCE(l.refused, 0)
             OR g.revoked <> COALESCE(l.revoked, 0)`,
  },
  {
    promise: 'P3',
    name: 'what was taken back is in nobody’s hands',
    sql: `SELECT c.id FROM coupon c WHERE c.state = 'unused' AND c.revoked_at IS NOT NULL
          UNION ALL SELECT c.id FROM coupon_grant_row r JOIN coupon_grant g ON g.id = r.grant_id JOIN coupon c ON c.id = r.coupon_id
          WHERE g.state = 'revoked' AND c.state = 'unused'`,
  },
]
