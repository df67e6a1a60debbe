import { altering } from '#server/platform/db/table'

export const LetOperatorsAdjustCommission = altering(
  'LetOperatorsAdjustCommission1763769600035',
  [
    { table: 'referral', index: [['state', 'deadline']] },
    {
      table: 'commission_entry',
      add: (c) => [c.ref('adjustment_id', { isNullable: true })],
      unique: [['adjustment_id']],
    },
  ],
  [
    {
      name: 'commission_adjustment',
      columns: (c) => [
        c.key(),
        c.ref('distributor_id'),
        c.amount('amount_fen'),
        c.amount('paid_fen', { default: 0 }),
        c.amount('left_fen'),
        c.text('reason', 100),
        c.token('actor', 32),
        c.instant('at'),
      ],
      index: [['distributor_id', 'left_fen'], ['at']],
      checks: { something: 'amount_fen <> 0', left_adds_up: 'left_fen = amount_fen - paid_fen' },
    },
  ],
)
