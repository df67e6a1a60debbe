import type { Check } from '#server/platform/selfcheck/check'

export const mallChecks: Check[] = [
  {
    promise: 'P3',
    name: 'each exchange has its coupon and exactly its points',
    sql: `SELECT o.id FROM mall_order o LEFT JOIN point_txn t ON t.id = o.txn_id LEFT JOIN coupon c ON c.id = o.coupon_id
          WHERE t.id IS NULL OR t.amount <> -o.points OR c.id IS NULL OR c.member_id <> o.member_id`,
  },
]
