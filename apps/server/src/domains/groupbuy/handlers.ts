import type { Tx } from '#server/platform/db/tx'
import type { EventHandler } from '#server/platform/events/deliver'
import { keepBooks } from './bought'
import { touchCard } from './card/tell'
import { refundFailed } from './decide'
import { moneyBack } from './refunded'
import { closeUnpaid, seatPaid } from './seat'
import { followGoods, followVoucher, giveWon } from './voucher'

type Verb = (tx: Tx, id: string, now: Date) => Promise<unknown>

/** Hears an event of this room's orders, named by `fact`. */
const listen = (event: string, fact: string, verb: Verb): EventHandler => ({
  name: `groupbuy.on.${event}`,
  event,
  run: async (tx, { data }, now) => {
    const id = data[fact]
    const isOurs = data['purpose'] === undefined || data['purpose'] === 'groupbuy'
    if (isOurs && typeof id === 'string') await verb(tx, id, now)
  },
})

export const groupbuyHandlers: EventHandler[] = [
  listen('payment.paid', 'subjectId', seatPaid),
  listen('payment.closed', 'subjectId', closeUnpaid),
  {
    name: 'groupbuy.on.payment.refunded',
    event: 'payment.refunded',
    run: async (tx, { data: { purpose, subjectId, amountFen } }) => {
      if (purpose === 'groupbuy' && typeof subjectId === 'string')
        await moneyBack(tx, { orderId: subjectId, amountFen: Number(amountFen) })
    },
  },
  listen('groupbuy.won', 'orderId', giveWon),
  listen('groupbuy.teamFailed', 'orderId', refundFailed),
  ...['groupbuy.seated', 'groupbuy.succeeded', 'groupbuy.teamFailed', 'groupbuy.lost'].map((event) => ({
    ...listen(event, 'teamId', touchCard),
    name: `groupbuy.card.on.${event}`,
  })),
  listen('groupbuy.used', 'orderId', keepBooks),
  listen('groupbuy.unused', 'orderId', keepBooks),
  listen('coupon.used', 'couponId', followVoucher),
  listen('coupon.unused', 'couponId', followVoucher),
  ...['mall.pickedUp', 'mall.pickUpUndone', 'mall.shipped', 'mall.expired', 'mall.cancelled'].map((event) =>
    listen(event, 'groupOrderId', followGoods),
  ),
]
