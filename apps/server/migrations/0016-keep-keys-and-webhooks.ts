import { altering } from '#server/platform/db/table'

/** Other systems: keys with which they come, and addresses at which they are told. */
export const KeepKeysAndWebhooks = altering(
  'KeepKeysAndWebhooks1763769600016',
  [{ table: 'audit', add: (c) => [c.ref('integrator_id', { isNullable: true })] }],
  [
    {
      name: 'api_key',
      columns: (c) => [
        c.key(),
        c.token('public_id', 32),
        c.token('secret_sealed', 200),
        c.text('name', 40),
        c.json('scopes'),
        c.json('store_ids'),
        c.flag('sandbox'),
        c.ref('created_by'),
        c.instant('created_at'),
        c.instant('last_used_at', { isNullable: true }),
        c.instant('revoked_at', { isNullable: true }),
      ],
      unique: [['public_id']],
    },
    {
      name: 'api_nonce',
      columns: (c) => [c.key(), c.ref('key_id'), c.token('nonce', 64), c.instant('ends_at')],
      unique: [['key_id', 'nonce']],
      index: [['ends_at']],
    },
    {
      name: 'api_visit',
      columns: (c) => [
        c.key(),
        c.ref('key_id'),
        c.ref('store_id'),
        c.ref('member_id'),
        c.flag('trusted'),
        c.instant('opened_at'),
        c.instant('ends_at'),
      ],
      index: [['ends_at']],
    },
    {
      name: 'webhook_endpoint',
      columns: (c) => [
        c.key(),
        c.text('url', 500),
        c.token('secret_sealed', 200),
        c.json('events'),
        c.flag('enabled'),
        c.text('trouble', 200, { isNullable: true }),
        c.count('failures'),
        c.ref('created_by'),
        c.instant('created_at'),
        c.instant('removed_at', { isNullable: true }),
      ],
    },
    {
      name: 'webhook_delivery',
      columns: (c) => [
        c.key(),
        c.ref('endpoint_id'),
        c.token('source_key', 64),
        c.token('event', 32),
        c.longText('body'),
        c.token('state', 16),
        c.count('attempts'),
        c.count('status', { isNullable: true }),
        c.text('answer', 300, { isNullable: true }),
        c.instant('created_at'),
        c.instant('next_at', { isNullable: true }),
        c.instant('delivered_at', { isNullable: true }),
      ],
      unique: [['endpoint_id', 'source_key']],
      index: [
        ['next_at', 'id'],
        ['endpoint_id', 'id'],
      ],
    },
  ],
)
