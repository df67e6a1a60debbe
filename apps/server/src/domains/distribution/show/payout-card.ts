import type { PayoutCard } from '@huitou/shared/distribution/contract'
import type { PayoutRow } from '../entities'

export const payoutCard = ({ id, amountFen, state, requestedAt, reason, paidAt }: PayoutRow): PayoutCard => ({
  ...{ id, amountFen, state, requestedAt: requestedAt.toISOString() },
  ...{ reason: state === 'rejected' ? reason : null, paidAt: paidAt?.toISOString() ?? null },
})
