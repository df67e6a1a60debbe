import { altering } from '#server/platform/db/table'

export const KeepWhatInsightCounts = altering(
  'KeepWhatInsightCounts1763769600010',
  [{ table: 'purchase', index: [['day', 'member_id']] }],
  [
    {
      name: 'insight_checkin_orders',
      columns: (c) => [
        c.count('month', { isPrimary: true }),
        c.token('band', 8, { isPrimary: true }),
        c.count('members'),
        c.count('buyers'),
        c.count('orders'),
        c.amount('spent_fen'),
        c.instant('counted_at'),
      ],
    },
  ],
)
