import type { Check } from '#server/platform/selfcheck/check'

export const tierChecks: Check[] = [
  {
    promise: 'P6',
    name: 'the tier of each member is the one that their standing says',
    sql: `SELECT m.id, m.tier_level, s.level FROM member m JOIN tier_standing s ON s.member_id = m.id
          WHERE m.left_at IS NULL AND m.tier_level <> s.level`,
  },
  {
    promise: 'P6',
    name: 'each change of a tier says why',
    sql: "SELECT id FROM tier_change WHERE reason = '' OR actor = ''",
  },
  {
    promise: 'P6',
    name: 'the changes of a tier follow on one another',
    sql: `SELECT x.member_id, x.id FROM (
            SELECT member_id, id, from_level, LAG(to_level) OVER (PARTITION BY member_id ORDER BY id) AS before_it
            FROM tier_change) x
          WHERE x.before_it IS NOT NULL AND x.from_level <> x.before_it`,
  },
  {
    promise: 'P1',
    name: 'each pack has given exactly its points',
    sql: `SELECT p.id FROM tier_pack p LEFT JOIN point_txn t ON t.id = p.txn_id
          WHERE p.points > 0 AND (t.id IS NULL OR t.kind <> 'earn')`,
  },
  {
    promise: 'P1',
    name: 'each benefit card that was bought was paid for',
    sql: `SELECT h.id FROM tier_holding h LEFT JOIN point_txn t ON t.id = h.txn_id
          WHERE h.source = 'buy' AND (t.id IS NULL OR t.kind <> 'spend' OR -t.amount <> h.points)`,
  },
  {
    promise: 'P3',
    name: 'cards sold and left make the stock',
    sql: `SELECT c.id FROM tier_card c LEFT JOIN (
            SELECT card_id, COUNT(*) AS sold FROM tier_holding WHERE source = 'buy' GROUP BY card_id) h ON h.card_id = c.id
          WHERE c.stock_total IS NOT NULL AND c.stock_total - c.stock_left > COALESCE(h.sold, 0)`,
  },
]
