import { daysLate, stateAt } from '@huitou/shared/mall/order-rules'
import { inTransaction } from '#server/platform/db/tx'
import { inSlices } from '#server/platform/jobs/in-slices'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { Orders, type OrderRow } from '../entities'
import { lockOrder } from './change'
import { undoOrder } from './undo'

const ORDERS_A_SLICE = 200

type Db = Platform['db']

/** One order in a transaction of its own: a frozen account holds up nobody else. True when it came to an end. */
async function expireOne(db: Db, orderId: string, now: Date): Promise<boolean> {
  try {
    return await inTransaction(db, async (tx) => {
      const order = await lockOrder(tx, { orderId })
      const due = order.pickUpUntil
      if (order.state !== 'waiting_pickup' || stateAt(order, now) !== 'expired' || due === null) return true
      const undoing = {
        to: 'expired',
        actor: 'system',
        reason: '没在期限内取',
        graceDays: daysLate(due, now),
        now,
      } as const
      return (await undoOrder(tx, order, undoing)).ok
    })
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

type Due = Pick<OrderRow, 'id' | 'pickUpUntil'>

/** What nobody came for in time, the oldest first; from behind `after` on. */
function dueOrders(db: Db, now: Date, after: Due | undefined): Promise<Due[]> {
  const due = db.manager
    .createQueryBuilder(Orders, 'o')
    .select(['o.id', 'o.pickUpUntil'])
    .where("o.state = 'waiting_pickup' AND o.pickUpUntil <= :now", { now })
  if (after)
    due.andWhere('(o.pickUpUntil > :until OR (o.pickUpUntil = :until AND o.id > :id))', {
      ...{ until: after.pickUpUntil, id: after.id },
    })
  return due.orderBy('o.pickUpUntil', 'ASC').addOrderBy('o.id', 'ASC').take(ORDERS_A_SLICE).getMany()
}

/**
 * Ends what nobody came for in time; the points go back. What cannot end is asked again the next time, and holds up nobody behind it. True
 * when more is waiting.
 */
export async function expireOrders(db: Db, now: Date): Promise<boolean> {
  let after: Due | undefined
  let ended = 0
  const isMore = await inSlices(async () => {
    const due = await dueOrders(db, now, after)
    for (const { id } of due) if (await expireOne(db, id, now)) ended += 1
    after = due.at(-1)
    return due.length === ORDERS_A_SLICE
  })
  return isMore && ended > 0
}
