import type { Tx } from '#server/platform/db/tx'
import { forUpdate } from '#server/platform/db/tx'
import { lockMember } from '#server/domains/member/member-of'
import { found } from '#server/platform/refused'
import { OrderChanges, Orders, type OrderChangeRow, type OrderRow } from '../entities'

export const recordChange = (tx: Tx, change: Omit<OrderChangeRow, 'id'>) => tx.insert(OrderChanges, change)

type Where = { orderId: string; memberId?: string | undefined }

/**
 * The order, locked after its member: whatever happens to orders of one member happens one after the other. Refuses not_found for another
 * member's, and for one who has left.
 */
export async function lockOrder(tx: Tx, { orderId, memberId }: Where): Promise<OrderRow> {
  const where = { id: orderId, ...(memberId === undefined ? {} : { memberId }) }
  const seen = found(await tx.findOne(Orders, { where }))
  await lockMember(tx, seen.memberId)
  return found(await tx.findOne(Orders, { where, ...forUpdate(tx) }))
}

type Step = { to: OrderRow['state']; actor: string; reason: string | null; now: Date; set?: Partial<OrderRow> }

/** Moves a locked order on, and writes down who did it and why. */
export async function moveOrder(tx: Tx, order: OrderRow, { to, actor, reason, now, set = {} }: Step) {
  await tx.update(Orders, { id: order.id }, { state: to, ...set })
  await recordChange(tx, { orderId: order.id, fromState: order.state, toState: to, actor, reason, at: now })
}
