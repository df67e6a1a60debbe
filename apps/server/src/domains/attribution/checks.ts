import type { Check } from '#server/platform/selfcheck/check'

export const attributionChecks: Check[] = [
  {
    promise: 'P3',
    name: 'a code that works once gave one coupon at most',
    sql: `SELECT g.code_id FROM channel_given g JOIN channel_code c ON c.id = g.code_id
          WHERE c.kind = 'parcel' GROUP BY g.code_id HAVING COUNT(*) > 1`,
  },
  {
    promise: 'P3',
    name: 'what codes have given are coupons of codes, and the other way round',
    sql: `SELECT c.id FROM coupon c LEFT JOIN channel_given g ON g.coupon_id = c.id
          WHERE (c.source = 'channel' AND g.id IS NULL) OR (g.id IS NOT NULL AND c.source <> 'channel')`,
  },
  {
    promise: 'P8',
    name: 'a code’s day is the sum of the members who joined through it',
    sql: `SELECT d.code_id FROM attribution_day d LEFT JOIN (
            SELECT day, code_id, COUNT(*) AS consents, SUM(is_new) AS joins, SUM(bought) AS buyers, SUM(spent_fen) AS spent
            FROM attribution_member GROUP BY day, code_id) m ON m.day = d.day AND m.code_id = d.code_id
          WHERE d.consents <> COALESCE(m.consents, 0) OR d.joins <> COALESCE(m.joins, 0)
             OR d.buyers <> COALESCE(m.buyers, 0) OR d.spent_fen <> COALESCE(m.spent, 0)`,
  },
]
