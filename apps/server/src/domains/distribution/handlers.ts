import type { EventHandler } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { bindCustomer } from './bind'
import { settleBought, settleCustomer } from './settle'

/** They only say: look again. */
const BUYING = ['purchase.recorded', 'purchase.refunded']

export const distributionHandlers: EventHandler[] = [
  {
    name: 'distribution.on.member.joined',
    event: 'member.joined',
    run: (tx, { data }, now) =>
      bindCustomer(tx, { memberId: factText(data, 'memberId'), returning: data['returning'] === true }, now),
  },
  {
    name: 'distribution.on.member.merged',
    event: 'member.merged',
    run: (tx, { data }, now) => settleCustomer(tx, factText(data, 'memberId'), now),
  },
  ...BUYING.map((event): EventHandler => ({
    name: `distribution.on.${event}`,
    event,
    run: (tx, { data }, now) => settleBought(tx, factText(data, 'memberId'), factText(data, 'purchaseId'), now),
  })),
]
