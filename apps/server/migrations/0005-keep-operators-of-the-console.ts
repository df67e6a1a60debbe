import { altering } from '#server/platform/db/table'

export const KeepOperatorsOfTheConsole = altering(
  'KeepOperatorsOfTheConsole1763769600005',
  [
    {
      table: 'audit',
      add: (c) => [c.ref('operator_id', { isNullable: true })],
      index: [
        ['operator_id', 'id'],
        ['action', 'id'],
      ],
    },
  ],
  [
    {
      name: 'operator',
      columns: (c) => [
        c.key(),
        c.token('login', 32),
        c.text('name', 20),
        c.token('role', 16),
        c.token('password_hash', 200, { isNullable: true }),
        c.instant('created_at'),
        c.instant('disabled_at', { isNullable: true }),
      ],
      unique: [['login']],
    },
    {
      name: 'operator_invitation',
      columns: (c) => [
        c.key(),
        c.ref('operator_id'),
        c.token('code_digest', 64),
        c.token('code_sealed', 200),
        c.instant('created_at'),
        c.instant('ends_at'),
        c.instant('used_at', { isNullable: true }),
      ],
      unique: [['code_digest']],
      index: [['operator_id']],
    },
    {
      name: 'operator_session',
      columns: (c) => [
        c.key(),
        c.ref('operator_id'),
        c.token('token_digest', 64),
        c.instant('created_at'),
        c.instant('ends_at'),
        c.instant('ended_at', { isNullable: true }),
        c.token('device', 160),
      ],
      unique: [['token_digest']],
      index: [['operator_id'], ['ends_at']],
    },
  ],
)
