import type { Check } from '#server/platform/selfcheck/check'

/** What inviting promises, in rows. */
export const referralChecks: Check[] = [
  {
    promise: 'P1',
    name: 'a referral has what was given to both sides as long as it counts, and no longer than an account is frozen',
    sql: `SELECT r.id FROM referral r LEFT JOIN (
            SELECT referral_id, COUNT(*) AS n, SUM(CASE WHEN taken_at IS NULL THEN 1 ELSE 0 END) AS standing,
              SUM(CASE WHEN taken_at IS NULL AND cut = 'frozen' THEN 1 ELSE 0 END) AS waiting
            FROM referral_reward GROUP BY referral_id) g ON g.referral_id = r.id
          WHERE (r.state = 'qualified' AND COALESCE(g.standing, 0) <> 2)
             OR (r.state <> 'qualified' AND COALESCE(g.standing, 0) <> COALESCE(g.waiting, 0))`,
  },
  {
    promise: 'P1',
    name: 'points given for a referral are in the journal of whom they were given to',
    sql: `SELECT w.id FROM referral_reward w LEFT JOIN point_txn t ON t.id = w.txn_id LEFT JOIN point_account a ON a.id = t.account_id
          WHERE w.points > 0 AND (t.id IS NULL OR t.granted <> w.points OR a.member_id <> w.member_id)`,
  },
  {
    promise: 'P1',
    name: 'a reward goes to one of the two people of its referral',
    sql: `SELECT w.id FROM referral_reward w JOIN referral r ON r.id = w.referral_id
          WHERE (w.side = 'inviter' AND w.member_id <> r.inviter_id) OR (w.side = 'invitee' AND w.member_id <> r.invitee_id)`,
  },
  {
    promise: 'P1',
    name: 'a milestone that stands is reached, unless the points are frozen',
    sql: `SELECT m.id FROM referral_milestone m JOIN member p ON p.id = m.member_id
          JOIN point_account a ON a.member_id = m.member_id AND a.unit = 'points' AND a.frozen_at IS NULL LEFT JOIN (
            SELECT inviter_id, COUNT(*) AS n FROM referral WHERE state = 'qualified' GROUP BY inviter_id) r ON r.inviter_id = m.member_id
          WHERE m.taken_at IS NULL AND p.left_at IS NULL AND COALESCE(r.n, 0) < m.friends`,
  },
]
