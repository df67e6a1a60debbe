import type { Check } from '#server/platform/selfcheck/check'

/** What the list of work promises, in rows. */
export const worklistChecks: Check[] = [
  {
    promise: 'P6',
    name: 'work that was marked says who and when, and no other does',
    sql: `SELECT id FROM work_item WHERE (state IN ('done', 'skipped')) <> (closed_at IS NOT NULL)
            OR (closed_at IS NULL) <> (staff_id IS NULL) OR (state = 'skipped') <> (skip_reason IS NOT NULL)`,
  },
]
