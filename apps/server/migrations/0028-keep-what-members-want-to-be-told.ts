import { altering } from '#server/platform/db/table'

/** Messages from before have no day: figures begin with this. */
export const KeepWhatMembersWantToBeTold = altering(
  'KeepWhatMembersWantToBeTold1763769600028',
  [
    {
      table: 'notify_message',
      add: (c) => [
        c.count('day', { default: 0 }),
        c.token('held_by', 16, { isNullable: true }),
        c.instant('until_at', { isNullable: true }),
        c.instant('opened_at', { isNullable: true }),
        c.flag('is_test'),
        c.count('to_count', { isNullable: true }),
      ],
      index: [
        ['member_id', 'sending_at'],
        ['day', 'topic'],
        ['to_count', 'id'],
      ],
    },
    {
      table: 'notify_reminder',
      add: (c) => [c.count('hour', { isNullable: true }), c.flag('daily')],
    },
  ],
  [
    {
      name: 'notify_preference',
      columns: (c) => [
        c.ref('member_id', { isPrimary: true }),
        c.json('app_only'),
        c.count('quiet_from', { isNullable: true }),
        c.count('quiet_until', { isNullable: true }),
        c.instant('saved_at'),
      ],
    },
    {
      name: 'notify_streak_watch',
      columns: (c) => [c.ref('member_id', { isPrimary: true }), c.instant('due_at')],
      index: [['due_at']],
    },
    {
      name: 'notify_policy',
      columns: (c) => [
        c.key(),
        c.count('quiet_from'),
        c.count('quiet_until'),
        c.count('per_day'),
        c.count('per_week'),
        c.ref('saved_by'),
        c.instant('saved_at'),
      ],
    },
    {
      name: 'notify_wording',
      columns: (c) => [
        c.key(),
        c.token('topic', 32),
        c.text('title', 40, { isNullable: true }),
        c.text('words', 200, { isNullable: true }),
        c.ref('saved_by'),
        c.instant('saved_at'),
      ],
      unique: [['topic']],
    },
    {
      name: 'notify_mark',
      columns: (c) => [c.token('name', 16, { isPrimary: true }), c.instant('at'), c.ref('row_id')],
    },
    {
      name: 'notify_day',
      columns: (c) => [
        c.count('day', { isPrimary: true }),
        c.token('topic', 32, { isPrimary: true }),
        ...['told', 'sent', 'delivered', 'refused', 'failed', 'unsure', 'held', 'seen', 'opened'].map((name) =>
          c.count(name),
        ),
      ],
    },
  ],
)
