import type { Tx } from '#server/platform/db/tx'
import type { EventHandler } from '#server/platform/events/deliver'
import { orderPaid, orderUnpaid } from './order/cash'

type Verb = (tx: Tx, orderId: string, now: Date) => Promise<unknown>

const listen = (event: string, verb: Verb): EventHandler => ({
  name: `mall.on.${event}`,
  event,
  run: async (tx, { data: { purpose, subjectId } }, now) => {
    if (purpose === 'mall' && typeof subjectId === 'string') await verb(tx, subjectId, now)
  },
})

export const mallHandlers: EventHandler[] = [listen('payment.paid', orderPaid), listen('payment.closed', orderUnpaid)]
