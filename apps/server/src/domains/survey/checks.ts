import type { Check } from '#server/platform/selfcheck/check'

/** What surveys promise, in rows. */
export const surveyChecks: Check[] = [
  {
    promise: 'P3',
    name: 'of counted thanks of a survey no more are given than there are, and each belongs to an answer',
    sql: `SELECT s.id FROM survey s LEFT JOIN (
            SELECT survey_id, COUNT(*) AS n FROM survey_answer WHERE thanked = 1 GROUP BY survey_id
          ) a ON a.survey_id = s.id
          WHERE s.thanks_total IS NOT NULL AND (s.thanks_given <> COALESCE(a.n, 0) OR s.thanks_given > s.thanks_total)`,
  },
  {
    promise: 'P1',
    name: 'each answer that gave points has given them once, and none without thanks has given anything',
    sql: `SELECT a.id FROM survey_answer a LEFT JOIN point_txn x ON x.id = a.txn_id
          WHERE (a.thanked = 0 AND (a.points <> 0 OR a.txn_id IS NOT NULL OR a.coupon_id IS NOT NULL OR a.owed = 1))
             OR (a.points > 0 AND (x.id IS NULL OR x.kind <> 'earn' OR x.source_key NOT LIKE 'survey:%'))`,
  },
  {
    promise: 'P3',
    name: 'each coupon of an answer was given for one',
    sql: `SELECT a.id FROM survey_answer a LEFT JOIN coupon c ON c.id = a.coupon_id
          WHERE a.coupon_id IS NOT NULL AND (c.id IS NULL OR c.source <> 'survey')`,
  },
  {
    promise: 'P6',
    name: 'the tally of a survey counts the answers that are in it',
    sql: `SELECT t.id FROM survey_tally t LEFT JOIN (
            SELECT survey_id, COUNT(*) AS n FROM survey_answer WHERE tally = 'counted' GROUP BY survey_id
          ) a ON a.survey_id = t.survey_id
          WHERE t.answers <> COALESCE(a.n, 0)`,
  },
]
