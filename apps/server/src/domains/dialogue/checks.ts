import type { Check } from '#server/platform/selfcheck/check'

export const dialogueChecks: Check[] = [
  {
    promise: 'P8',
    name: 'nobody was written to after their window had ended',
    sql: 'SELECT id FROM dialogue_message WHERE sent_at IS NOT NULL AND sent_at > ends_at',
  },
  {
    promise: 'P9',
    name: 'what people wrote is sealed',
    sql: `SELECT id FROM dialogue_message WHERE text_sealed IS NOT NULL AND text_sealed NOT LIKE 'v1.%'
          UNION ALL SELECT id FROM wechat_push WHERE body_sealed IS NOT NULL AND body_sealed NOT LIKE 'v1.%'`,
  },
  {
    promise: 'P9',
    name: 'nobody who left can be written to',
    sql: `SELECT c.id FROM dialogue_contact c JOIN member m ON m.id = c.member_id
          WHERE m.left_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event e WHERE e.next_at IS NOT NULL AND e.name = 'member.left')`,
  },
]
