import { In, IsNull, Not } from 'typeorm'
import { forUpdate, type Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { Addresses, Orders, Watches } from '../entities'
import { undoOrder } from './undo'

/**
 * Ends what a leaving member still waits for, and deletes where they live. Before the points are given up: what comes back goes with them.
 * The caller holds the member's lock.
 */
export async function closeOrdersOf(tx: Tx, memberId: string, now: Date) {
  const waiting = await tx.find(Orders, {
    where: { memberId, state: In(['waiting_payment', 'waiting_pickup', 'waiting_shipment']) },
    order: { id: 'ASC' },
    ...forUpdate(tx),
  })
  const undoing = { to: 'cancelled', actor: `member:${memberId}`, reason: '退会', graceDays: 0, now } as const
  for (const order of waiting) mustBe(await undoOrder(tx, order, undoing))
  await tx.update(Orders, { memberId, addressSealed: Not(IsNull()) }, { addressSealed: null })
  await tx.delete(Addresses, { memberId })
  await tx.delete(Watches, { memberId })
}
