import { creating } from '#server/platform/db/table'

/** Room 0: who is logged in, which commands were done, what was announced, which jobs come round. */
export const KeepSessionsCommandsAndEvents = creating('KeepSessionsCommandsAndEvents1763769600001', [
  {
    name: 'wechat_user',
    columns: (c) => [
      c.key(),
      c.token('open_id', 64),
      c.token('union_id', 64, { isNullable: true }),
      c.instant('created_at'),
    ],
    unique: [['open_id']],
    index: [['union_id']],
  },
  {
    name: 'session',
    columns: (c) => [
      c.key(),
      c.ref('user_id'),
      c.token('seed', 32),
      c.count('generation'),
      c.instant('rotated_at'),
      c.instant('created_at'),
      c.instant('refresh_ends_at'),
      c.instant('ended_at', { isNullable: true }),
      c.token('ended_why', 32, { isNullable: true }),
    ],
    index: [['user_id'], ['refresh_ends_at']],
  },
  {
    name: 'command',
    columns: (c) => [
      c.key(),
      c.token('actor', 32),
      c.token('key', 64),
      c.token('name', 64),
      c.token('fingerprint', 64),
      c.token('effect', 64),
      c.longText('answer', { isNullable: true }),
      c.instant('answer_until', { isNullable: true }),
      c.instant('created_at'),
    ],
    unique: [['actor', 'key']],
    index: [['answer_until']],
  },
  {
    name: 'event',
    columns: (c) => [
      c.key(),
      c.token('name', 64),
      c.json('data'),
      c.instant('at'),
      c.instant('next_at', { isNullable: true }),
      c.count('attempts'),
      c.text('last_error', 300, { isNullable: true }),
    ],
    index: [['next_at']],
  },
  {
    name: 'event_handled',
    columns: (c) => [
      c.ref('event_id', { isPrimary: true }),
      c.token('handler', 64, { isPrimary: true }),
      c.instant('at'),
    ],
  },
  {
    name: 'job',
    columns: (c) => [
      c.token('name', 64, { isPrimary: true }),
      c.instant('due_at'),
      c.instant('lease_until', { isNullable: true }),
      c.token('lease_by', 64, { isNullable: true }),
      c.instant('last_ok_at', { isNullable: true }),
      c.text('last_error', 300, { isNullable: true }),
    ],
  },
  {
    name: 'audit',
    columns: (c) => [
      c.key(),
      c.instant('at'),
      c.ref('user_id'),
      c.ref('staff_id'),
      c.token('action', 64),
      c.json('input'),
      c.token('request_id', 36),
      c.token('device', 160),
    ],
    index: [['staff_id', 'id'], ['at']],
  },
  {
    name: 'wechat_token',
    columns: (c) => [
      c.token('app_id', 64, { isPrimary: true }),
      c.longText('sealed_token', { isNullable: true }),
      c.instant('ends_at', { isNullable: true }),
      c.instant('lease_until', { isNullable: true }),
    ],
  },
])
