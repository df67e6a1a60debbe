import { altering } from '#server/platform/db/table'

export const LetOperatorsAdjustCommission = altering('LetOperatorsAdjustCommission1763769600035', [
  { table: 'referral', index: [['state', 'deadline']] },
])
