import { creating } from '#server/platform/db/table'

/** What members say of what they bought, what the shop answers, and how it asks. */
export const KeepReviews = creating('KeepReviews1763769600044', [
  {
    name: 'review_policy',
    columns: (c) => [
      c.key(),
      c.instant('active_from'),
      c.json('body'),
      c.token('actor', 32),
      c.text('reason', 80),
      c.instant('made_at'),
    ],
    index: [['active_from', 'id']],
  },
  {
    name: 'review',
    columns: (c) => [
      c.key(),
      c.ref('purchase_id'),
      c.ref('member_id'),
      c.ref('store_id'),
      c.count('bought_day'),
      c.instant('at'),
      c.count('day'),
      c.json('scores'),
      c.flag('low'),
      c.longText('text_sealed', { isNullable: true }),
      c.instant('changed_at', { isNullable: true }),
      c.amount('promised'),
      c.amount('points'),
      c.ref('txn_id', { isNullable: true }),
      c.flag('taken_back'),
      c.token('owed', 4, { isNullable: true }),
      c.instant('refunded_at', { isNullable: true }),
      c.text('reply', 100, { isNullable: true }),
      c.instant('replied_at', { isNullable: true }),
      c.token('replied_by', 32, { isNullable: true }),
    ],
    unique: [['purchase_id']],
    index: [['member_id', 'day'], ['store_id', 'bought_day'], ['store_id', 'low', 'id'], ['low', 'id'], ['owed']],
    checks: { points: 'points >= 0 AND points <= promised' },
  },
  {
    name: 'review_score',
    columns: (c) => [c.key(), c.ref('review_id'), c.count('place'), c.exactText('aspect', 6), c.count('score')],
    unique: [['review_id', 'place']],
    checks: { score: 'score >= 1 AND score <= 5' },
  },
])
