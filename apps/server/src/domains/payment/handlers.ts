import type { EventHandler } from '#server/platform/events/deliver'
import { applyNotice } from './notice/apply-notice'

export const paymentHandlers: EventHandler[] = [
  {
    name: 'payment.applyNotice',
    event: 'payment.noticed',
    run: async (tx, { data }, now) => {
      if (typeof data['noticeId'] === 'string') await applyNotice(tx, data['noticeId'], now)
    },
  },
]
