import { LessThanOrEqual } from 'typeorm'
import { daysLate, stateAt } from '@huitou/shared/mall/order-rules'
import { inTransaction } from '#server/platform/db/tx'
import type { Platform } from '#server/platform/platform'
import { Refused } from '#server/platform/refused'
import { Orders } from '../entities'
import { lockOrder } from './change'
import { undoOrder } from './undo'

const ORDERS_A_RUN = 200

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

/** Ends what nobody came for in time; the points go back. True when more is waiting. */
export async function expireOrders(db: Db, now: Date): Promise<boolean> {
  const due = await db.manager.find(Orders, {
    select: { id: true },
    where: { state: 'waiting_pickup', pickUpUntil: LessThanOrEqual(now) },
    order: { pickUpUntil: 'ASC' },
    take: ORDERS_A_RUN,
  })
  let ended = 0
  for (const { id } of due) if (await expireOne(db, id, now)) ended += 1
  // What could not end is asked again next time, not at once.
  return due.length === ORDERS_A_RUN && ended > 0
}
