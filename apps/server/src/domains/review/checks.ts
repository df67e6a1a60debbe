import type { Check } from '#server/platform/selfcheck/check'

/** What reviews promise, in rows. */
export const reviewChecks: Check[] = [
  {
    promise: 'P1',
    name: 'each review that gave points has given them once, and no more than was promised',
    sql: `SELECT r.id FROM review r LEFT JOIN point_txn x ON x.id = r.txn_id
          WHERE (r.points > 0 AND (x.id IS NULL OR x.kind <> 'earn' OR x.source_key NOT LIKE 'review:%'))
             OR (r.promised = 0 AND (r.txn_id IS NOT NULL OR r.owed IS NOT NULL))`,
  },
  {
    promise: 'P1',
    name: 'what a review gave was taken back only with its purchase',
    sql: 'SELECT id FROM review WHERE taken_back = 1 AND (refunded_at IS NULL OR points = 0)',
  },
  {
    promise: 'P3',
    name: 'each review has one score for each thing that was asked about',
    sql: `SELECT r.id FROM review r LEFT JOIN (
            SELECT review_id, COUNT(*) AS n, MAX(place) AS last FROM review_score GROUP BY review_id
          ) s ON s.review_id = r.id
          WHERE s.n IS NULL OR s.n <> s.last OR s.n > 4`,
  },
  {
    promise: 'P6',
    name: 'a review that was answered says when and by whom',
    sql: `SELECT id FROM review
          WHERE (replied_at IS NULL) <> (replied_by IS NULL) OR (reply IS NOT NULL AND replied_at IS NULL)`,
  },
]
