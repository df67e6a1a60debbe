import { In } from 'typeorm'
import type { Tx } from '#server/platform/db/tx'
import { cancelPayment } from './cancel-payment'
import { Payments } from './entities'

const BATCH = 500
const OPEN = In(['created', 'prepared', 'closing'])

/** Who leaves pays nothing more: what waits is closed. What was paid stays, as the law wants of trade, and refunds go on. */
export async function closePaymentsOf(tx: Tx, memberId: string, now: Date) {
  const open = await tx.find(Payments, { where: { memberId, state: OPEN }, order: { id: 'ASC' } })
  for (const { id: paymentId } of open) await cancelPayment(tx, { paymentId, now })
}

/**
 * Forgets who paid, as WeChat knows them, for members who have left: as soon as WeChat needs not be told of them any more. Money goes back
 * by the number of the order. Answers whether more is to be forgotten.
 */
export async function forgetPayers(tx: Tx, { memberId }: { memberId?: string }): Promise<boolean> {
  const query = tx
    .createQueryBuilder(Payments, 'payment')
    .select(['payment.id'])
    .innerJoin('member', 'member', 'member.id = payment.memberId AND member.leftAt IS NOT NULL')
    .where("payment.openId IS NOT NULL AND payment.state IN ('paid', 'closed')")
    .andWhere("NOT EXISTS (SELECT 1 FROM payment_shipping s WHERE s.payment_id = payment.id AND s.state = 'wanted')")
    .orderBy('payment.id')
    .take(BATCH)
  if (memberId !== undefined) query.andWhere('payment.memberId = :memberId', { memberId })
  const ids = (await query.getMany()).map(({ id }) => id)
  if (ids.length > 0) await tx.update(Payments, { id: In(ids) }, { openId: null })
  return ids.length === BATCH
}
