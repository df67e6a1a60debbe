import type { Check } from '#server/platform/selfcheck/check'

export const checkinChecks: Check[] = [
  {
    promise: 'P2',
    name: 'one check-in per member and day',
    sql: 'SELECT member_id, day FROM checkin GROUP BY member_id, day HAVING COUNT(*) > 1',
  },
  {
    promise: 'P2',
    name: 'each check-in has earned exactly its points',
    sql: `SELECT c.id FROM checkin c LEFT JOIN point_txn t ON t.id = c.txn_id
          WHERE c.points > 0 AND (t.id IS NULL OR t.kind <> 'earn')`,
  },
  {
    promise: 'P2',
    name: 'each streak ends with a check-in',
    sql: `SELECT s.member_id FROM checkin_streak s LEFT JOIN checkin c ON c.member_id = s.member_id AND c.day = s.last_day
          WHERE c.id IS NULL OR COALESCE(c.run, c.streak) <> s.length`,
  },
  {
    promise: 'P2',
    name: 'each make-up was for a day that was over, and paid for',
    sql: `SELECT c.id FROM checkin c LEFT JOIN point_txn t ON t.id = c.price_txn_id
          WHERE c.made_up_on IS NOT NULL AND (c.day >= c.made_up_on OR (c.price > 0 AND (t.id IS NULL OR -t.amount <> c.price)))`,
  },
]
