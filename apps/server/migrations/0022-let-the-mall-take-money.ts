import { altering } from '#server/platform/db/table'

/** Orders of the mall that cost money besides points wait for their payment. */
export const LetTheMallTakeMoney = altering('LetTheMallTakeMoney1763769600022', [
  { table: 'mall_item', add: (c) => [c.flag('category_confirmed')] },
  {
    table: 'mall_order',
    add: (c) => [
      c.amount('cash_fen', { default: 0 }),
      c.ref('payment_id', { isNullable: true }),
      c.instant('pay_by', { isNullable: true }),
      c.token('state_when_paid', 16, { isNullable: true }),
    ],
    unique: [['payment_id']],
  },
])
