import type { Check } from '#server/platform/selfcheck/check'

/** What journeys promise, in rows. */
export const journeyChecks: Check[] = [
  {
    promise: 'P5',
    name: 'what the steps of a journey gave is what its budget says, and no more than it allows',
    sql: `SELECT j.id FROM journey j LEFT JOIN (
            SELECT journey_id, SUM(points) AS points, COUNT(coupon_id) AS coupons FROM journey_outcome GROUP BY journey_id
          ) o ON o.journey_id = j.id
          WHERE j.points_given <> COALESCE(o.points, 0) OR j.coupons_given <> COALESCE(o.coupons, 0)
             OR j.points_given > COALESCE(j.points_budget, 0) OR j.coupons_given > COALESCE(j.coupons_budget, 0)`,
  },
  {
    promise: 'P1',
    name: 'each step of a journey that gave points gave them once',
    sql: `SELECT o.run_id FROM journey_outcome o LEFT JOIN point_txn x ON x.id = o.txn_id
          WHERE o.points > 0 AND (x.id IS NULL OR x.source_key <> CONCAT('journey:', o.run_id, ':', o.step))`,
  },
  {
    promise: 'P3',
    name: 'each step of a journey that gave a coupon gave its own',
    sql: `SELECT o.run_id FROM journey_outcome o LEFT JOIN coupon c ON c.id = o.coupon_id
          WHERE o.coupon_id IS NOT NULL AND (c.id IS NULL OR c.source <> 'journey')`,
  },
  {
    promise: 'P6',
    name: 'who is on their way has a next step and a time, and nobody else has',
    sql: `SELECT id FROM journey_run WHERE (state = 'open') <> (due_at IS NOT NULL) OR (state = 'open') <> (ended_at IS NULL)`,
  },
]
