import type { EventHandler } from '#server/platform/events/deliver'
import { applyNotice } from './notice/apply-notice'

export const paymentHandlers: EventHandler[] = [
  {
    name: 'payment.applyNotice',
    event: 'payment.noticed',
    run: (tx, { data }, now) => applyNotice(tx, String(data['noticeId']), now),
  },
]
