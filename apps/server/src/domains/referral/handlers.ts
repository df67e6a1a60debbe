import type { EventHandler } from '#server/platform/events/deliver'
import { factText } from '#server/platform/events/fact'
import { bind } from './bind'
import { settleFrozen } from './frozen/settle-frozen'
import { notePhone } from './phone'
import { settleOf } from './settle'

/** What may change where a member's referral stands. */
const SETTLING = ['purchase.recorded', 'purchase.refunded', 'coupon.used', 'coupon.unused', 'member.merged']

/** After which a frozen account moves again. */
const FREEING = ['points.unfrozen', 'points.reconciled']

export const referralHandlers: EventHandler[] = [
  {
    name: 'referral.on.member.joined',
    event: 'member.joined',
    run: (tx, { data }, now) =>
      bind(tx, { memberId: factText(data, 'memberId'), returning: data['returning'] === true }, now),
  },
  {
    name: 'referral.on.member.phoneMoved',
    event: 'member.phoneMoved',
    run: (tx, { data }) =>
      notePhone(tx, { memberId: factText(data, 'memberId'), formerPerson: factText(data, 'formerPerson') }),
  },
  ...SETTLING.map((event): EventHandler => ({
    name: `referral.on.${event}`,
    event,
    run: (tx, { data }, now) => settleOf(tx, factText(data, 'memberId'), now),
  })),
  ...FREEING.map((event): EventHandler => ({
    name: `referral.on.${event}`,
    event,
    run: (tx, { data }, now) => settleFrozen(tx, factText(data, 'accountId'), now),
  })),
]
