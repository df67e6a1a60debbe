import type { Check } from '#server/platform/selfcheck/check'

/** What tasks promise, in rows. */
export const taskChecks: Check[] = [
  {
    promise: 'P5',
    name: 'rewards given and left make the stock of a task',
    sql: `SELECT t.id FROM task t LEFT JOIN (
            SELECT task_id, COUNT(claimed_at) AS n FROM task_progress GROUP BY task_id) p ON p.task_id = t.id
          WHERE t.stock_total IS NOT NULL AND t.stock_total - t.stock_left <> COALESCE(p.n, 0)`,
  },
  {
    promise: 'P1',
    name: 'each reward of a task that was fetched has given its points once, and no other has',
    sql: `SELECT p.id FROM task_progress p LEFT JOIN point_txn x ON x.id = p.txn_id
          WHERE (p.claimed_at IS NULL AND (p.points <> 0 OR p.txn_id IS NOT NULL))
             OR (p.points > 0 AND (x.id IS NULL OR x.kind <> 'earn' OR x.source_key NOT IN (
                  CONCAT('task:', p.id), CONCAT('task:', p.id, ':', p.rounds))))`,
  },
  {
    promise: 'P3',
    name: 'each coupon of a task belongs to one that was fetched',
    sql: `SELECT p.id FROM task_progress p LEFT JOIN coupon c ON c.id = p.coupon_id
          WHERE p.coupon_id IS NOT NULL AND (p.claimed_at IS NULL OR c.id IS NULL OR c.source <> 'task')`,
  },
  {
    promise: 'P6',
    name: 'a task that was fetched is done',
    sql: `SELECT id FROM task_progress WHERE claimed_at IS NOT NULL AND (done_at IS NULL OR rounds < 1)`,
  },
]
