import type { EventHandler } from '#server/platform/events/deliver'
import { applyNotice } from './notice/apply-notice'
import { remindShipping } from './shipping/remind'

export const paymentHandlers: EventHandler[] = [
  {
    name: 'payment.applyNotice',
    event: 'payment.noticed',
    run: async (tx, { data }, now) => {
      if (typeof data['noticeId'] === 'string') await applyNotice(tx, data['noticeId'], now)
    },
  },
  {
    name: 'payment.remindShipping',
    event: 'wechat.trade',
    run: (tx, { data }, now) => remindShipping(tx, data, now),
  },
]
