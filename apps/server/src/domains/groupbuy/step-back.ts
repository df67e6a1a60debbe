import { In, IsNull, Not } from 'typeorm'
import { judgeCancel, judgeRefund, judgeReturn } from '@huitou/shared/groupbuy/rules'
import { lockMember } from '#server/domains/member/member-of'
import { takeReturned } from '#server/domains/mall/order/for-group'
import { cancelPayment } from '#server/domains/payment/cancel-payment'
import type { Tx } from '#server/platform/db/tx'
import { mustBe } from '#server/platform/refused'
import { tellBooks } from './bought'
import { Activities, GroupOrders, Teams, type GroupOrderRow } from './entities'
import { goBack } from './go-back'
import { prizeOf, standingOfPrize, takePrizeBack } from './prize'
import { lockSeat, type Locked } from './team'

/** WeChat says whether it was paid after all; until then it is neither. */
async function stopPaying(tx: Tx, { id, paymentId }: GroupOrderRow, now: Date) {
  await tx.update(GroupOrders, { id }, { cancelAskedAt: now })
  if (paymentId !== null) await cancelPayment(tx, { paymentId, now })
}

/** Leaves a seat of a team that is not complete. A team that nobody is left in is over. */
async function getUp(tx: Tx, { team, order }: Locked, now: Date) {
  const seats = team.seats - 1
  const over = seats === 0 ? ({ state: 'failed', dueAt: null, decidedAt: now } as const) : {}
  await tx.update(Teams, { id: team.id }, { seats, ...over })
  await goBack(tx, order, 'cancelled', now)
}

type Own = { orderId: string; memberId: string; now: Date }

/** Steps back before the team is complete. Refuses leader_stays and group_order_over. Answers the order's id. */
export async function cancelOrder(tx: Tx, { orderId, memberId, now }: Own): Promise<string> {
  await lockMember(tx, memberId)
  const locked = await lockSeat(tx, { id: orderId, memberId })
  const { team, order } = locked
  const othersPaying = await tx.countBy(GroupOrders, { teamId: team.id, state: 'paying', id: Not(orderId) })
  mustBe(judgeCancel(order, { seats: team.seats, othersPaying }))
  if (order.state === 'paying') await stopPaying(tx, order, now)
  else await getUp(tx, locked, now)
  return orderId
}

/** Gives back what was won and not used. Refuses voucher_used, goods_handed_over and group_order_over. Answers the order's id. */
export async function refundOrder(tx: Tx, { orderId, memberId, now }: Own): Promise<string> {
  await lockMember(tx, memberId)
  const { order } = await lockSeat(tx, { id: orderId, memberId })
  const activity = await tx.findOneByOrFail(Activities, { id: order.activityId })
  mustBe(judgeRefund(order, prizeOf(activity), await standingOfPrize(tx, order, now)))
  await takePrizeBack(tx, order, now)
  await goBack(tx, order, 'requested', now)
  return orderId
}

type Returned = { orderId: string; reason: string; operatorId: string; now: Date }

/** Goods came back to the shop: their money goes back, and what they earned. Refuses group_order_over. Answers the order's id. */
export async function refundReturned(tx: Tx, { orderId, reason, operatorId, now }: Returned): Promise<string> {
  const { order } = await lockSeat(tx, { id: orderId })
  const activity = await tx.findOneByOrFail(Activities, { id: order.activityId })
  mustBe(judgeReturn(order, prizeOf(activity), await standingOfPrize(tx, order, now)))
  await takeReturned(tx, { orderId: order.mallOrderId ?? '0', actor: `operator:${operatorId}`, reason, now })
  await tellBooks(tx, order, 'groupbuy.unused', now)
  await goBack(tx, order, 'returned', now)
  return orderId
}

/** What a leaving member won and did not use; goods that are handed over or gone by now are none to take back. */
async function returnWon(tx: Tx, order: GroupOrderRow, now: Date) {
  const standing = await standingOfPrize(tx, order, now)
  if (standing === 'used') return
  if (standing === 'unused') await takePrizeBack(tx, order, now)
  await goBack(tx, order, 'left', now)
}

/**
 * Ends what a leaving member has going on; what they paid and did not use goes back to them. The caller holds the member's lock. A team
 * they opened goes on without them.
 */
export async function closeGroupOrdersOf(tx: Tx, memberId: string, now: Date) {
  const open = await tx.find(GroupOrders, {
    select: { id: true },
    where: { memberId, state: In(['paying', 'seated', 'won']) },
    order: { teamId: 'ASC', id: 'ASC' },
  })
  // All teams before the first piece goes back into the stock, which others hold last.
  const seats: Locked[] = []
  for (const { id } of open) seats.push(await lockSeat(tx, { id, memberId }))
  await tx.update(GroupOrders, { memberId, addressSealed: Not(IsNull()) }, { addressSealed: null })
  for (const locked of seats) {
    const { order, team } = locked
    if (order.state === 'paying') await stopPaying(tx, order, now)
    else if (order.state === 'seated' && team.state === 'forming') await getUp(tx, locked, now)
    else if (order.state === 'seated') await goBack(tx, order, 'team_failed', now)
    else await returnWon(tx, order, now)
  }
}
