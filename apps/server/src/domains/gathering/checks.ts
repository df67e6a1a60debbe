import type { Check } from '#server/platform/selfcheck/check'

/** What gatherings promise, in rows. */
export const gatheringChecks: Check[] = [
  {
    promise: 'P3',
    name: 'the places taken of a gathering are its tickets that are held or used',
    sql: `SELECT g.id FROM gathering g LEFT JOIN (
            SELECT gathering_id, COUNT(*) AS n FROM gathering_ticket WHERE state IN ('held', 'used') GROUP BY gathering_id
          ) t ON t.gathering_id = g.id
          WHERE g.taken <> COALESCE(t.n, 0) OR (g.seats IS NOT NULL AND g.taken > g.seats)`,
  },
  {
    promise: 'P1',
    name: 'each admission that gave points has given them once, and no other has',
    sql: `SELECT t.id FROM gathering_ticket t LEFT JOIN point_txn x ON x.id = t.txn_id
          WHERE (t.state <> 'used' AND (t.points <> 0 OR t.txn_id IS NOT NULL OR t.coupon_id IS NOT NULL OR t.gift_owed = 1))
             OR (t.points > 0 AND (x.id IS NULL OR x.kind <> 'earn' OR x.source_key NOT LIKE 'gathering:%'))`,
  },
  {
    promise: 'P3',
    name: 'each coupon of an admission was given for one',
    sql: `SELECT t.id FROM gathering_ticket t LEFT JOIN coupon c ON c.id = t.coupon_id
          WHERE t.coupon_id IS NOT NULL AND (c.id IS NULL OR c.source <> 'gathering')`,
  },
  {
    promise: 'P6',
    name: 'a ticket that was used says when, by whom and where',
    sql: `SELECT id FROM gathering_ticket
          WHERE (state = 'used') <> (used_at IS NOT NULL AND used_by IS NOT NULL AND store_id IS NOT NULL AND rounds > 0)`,
  },
]
