import type { EventHandler } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { undoForRefund } from './undo'

export const reviewHandlers: EventHandler[] = [
  {
    name: 'review.on.purchase.refunded',
    event: 'purchase.refunded',
    run: (tx, { data }, now) => {
      const [memberId, purchaseId] = [factText(data, 'memberId'), factText(data, 'purchaseId')]
      return undoForRefund(tx, { memberId, purchaseId, now })
    },
  },
]
