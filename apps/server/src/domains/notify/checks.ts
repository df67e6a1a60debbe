import type { Check } from '#server/platform/selfcheck/check'

export const notifyChecks: Check[] = [
  {
    promise: 'P8',
    name: 'what a member allows is the sum of its changes, and never less than nothing',
    sql: `SELECT c.member_id FROM notify_credit c
          WHERE c.balance < 0 OR c.balance <> (SELECT COALESCE(SUM(d.amount), 0) FROM notify_credit_change d
            WHERE d.member_id = c.member_id AND d.template_id = c.template_id)`,
  },
  {
    promise: 'P8',
    name: 'no message goes out without being allowed, and none takes two allowances',
    sql: `SELECT t.id FROM (
            SELECT m.id, m.state, m.via, (SELECT COALESCE(-SUM(d.amount), 0) FROM notify_credit_change d WHERE d.message_id = m.id) AS taken
            FROM notify_message m) t
          WHERE t.taken NOT IN (0, 1) OR (t.state IN ('sending', 'sent', 'unsure') AND COALESCE(t.via, '') <> 'dialogue' AND t.taken <> 1)`,
  },
  {
    promise: 'P8',
    name: 'what goes by the dialogue has one place there of its own',
    sql: `SELECT m.id FROM notify_message m WHERE (m.via = 'dialogue') <> (m.notice_id IS NOT NULL) AND m.via IS NOT NULL
          UNION ALL SELECT MIN(m.id) FROM notify_message m WHERE m.notice_id IS NOT NULL GROUP BY m.notice_id HAVING COUNT(*) > 1`,
  },
]
