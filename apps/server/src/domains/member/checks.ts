import type { Check } from '#server/platform/selfcheck/check'

export const memberChecks: Check[] = [
  {
    promise: 'P8',
    name: 'every member has agreed to a privacy notice',
    sql: `SELECT m.id FROM member m WHERE m.left_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM member_consent c WHERE c.member_id = m.id)`,
  },
  {
    promise: 'P9',
    name: 'phone numbers are sealed',
    sql: "SELECT id FROM member WHERE phone_sealed IS NOT NULL AND phone_sealed NOT LIKE 'v1.%'",
  },
  {
    promise: 'P9',
    name: 'of members who left nothing personal is kept',
    sql: `SELECT id FROM member WHERE left_at IS NOT NULL
          AND (user_id IS NOT NULL OR nickname IS NOT NULL OR phone_sealed IS NOT NULL OR birthday IS NOT NULL
            OR risk_rank IS NOT NULL)`,
  },
  {
    promise: 'P9',
    name: 'members who left have no tags',
    sql: 'SELECT t.member_id FROM member_tag t JOIN member m ON m.id = t.member_id WHERE m.left_at IS NOT NULL',
  },
]
