import { seatingOf } from '@huitou/shared/groupbuy/rules'
import { paymentById } from '#server/domains/payment/queries'
import { requestRefund } from '#server/domains/payment/request-refund'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found } from '#server/platform/refused'
import { termsOf } from './buyer'
import { Activities, GroupOrders, Teams, type ActivityRow, type GroupOrderRow, type TeamRow } from './entities'
import { goBack } from './go-back'
import { givePieceBack } from './stock'
import { newTeam } from './place'
import { lockSeat, seatsOf } from './team'

const HOUR_MS = 3_600_000

type Paid = { order: GroupOrderRow; team: TeamRow; activity: ActivityRow; paidAt: Date; now: Date }

/** The team is complete: everybody's voucher follows, each in a transaction of its own. */
async function complete(tx: Tx, team: TeamRow, now: Date) {
  const seats = await seatsOf(tx, [team.id])
  await tx.update(Teams, { id: team.id }, { state: 'succeeded', dueAt: null, decidedAt: now })
  await tx.update(GroupOrders, { teamId: team.id, state: 'seated' }, { state: 'won', wonAt: now })
  const { id: teamId, activityId } = team
  await announce(tx, 'groupbuy.succeeded', { teamId, activityId, leaderId: team.leaderId, size: team.size }, now)
  for (const { id: orderId, memberId } of seats)
    await announce(tx, 'groupbuy.won', { orderId, memberId, teamId, activityId }, now)
}

/** Takes the next seat of a locked team; the last one completes it. */
async function sit(tx: Tx, { order, team, paidAt, now }: Paid) {
  const seats = team.seats + 1
  await tx.update(Teams, { id: team.id }, { seats })
  await tx.update(GroupOrders, { id: order.id }, { state: 'seated', paidAt, teamId: team.id })
  const { id: orderId, memberId, activityId } = order
  await announce(
    tx,
    'groupbuy.seated',
    { orderId, memberId, teamId: team.id, activityId, missing: team.size - seats },
    now,
  )
  if (seats === team.size) await complete(tx, team, now)
}

/** A team begins with the payment of its first seat, and from then on its time runs. */
async function begin(tx: Tx, paid: Paid) {
  const deadlineAt = new Date(paid.paidAt.getTime() + paid.activity.hours * HOUR_MS)
  await tx.update(
    Teams,
    { id: paid.team.id },
    { state: 'forming', openedAt: paid.paidAt, deadlineAt, dueAt: deadlineAt },
  )
  await sit(tx, { ...paid, team: { ...paid.team, state: 'forming', deadlineAt } })
}

/** Came second for the last seat and wanted a team of their own then: as its leader they get back what a leader pays less. */
async function beginOwn(tx: Tx, paid: Paid) {
  const { order, activity, now } = paid
  const { size, priceFen } = paid.team
  const team = await newTeam(tx, { activityId: activity.id, size, priceFen, leaderId: order.memberId })
  await tx.update(GroupOrders, { id: order.id }, { isLeader: true, teamId: team.id })
  await begin(tx, { ...paid, order: { ...order, isLeader: true }, team })
  const cheaper = order.priceFen - (activity.prices.find((one) => one.size === size)?.leaderPriceFen ?? order.priceFen)
  if (cheaper > 0 && order.paymentId !== null)
    await requestRefund(tx, {
      ...{ paymentId: order.paymentId, amountFen: cheaper, sourceKey: `groupbuy:${order.id}:leader` },
      ...{ reason: '开团优惠的差价', now },
    })
}

/** A team that waited for its first seat is none when that seat comes to nothing. */
async function closeTeam(tx: Tx, team: TeamRow, { isLeader }: GroupOrderRow, now: Date) {
  if (isLeader && team.state === 'opening') await tx.update(Teams, { id: team.id }, { state: 'failed', decidedAt: now })
}

/**
 * What a payment leads to: a seat, a team, or the money back (P4). Again, or for an order that is past paying, it changes nothing.
 */
export async function seatPaid(tx: Tx, orderId: string, now: Date) {
  const { member, team, order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'paying' || order.paymentId === null) return
  const { paidAt } = await paymentById(tx, order.paymentId)
  if (paidAt === null) throw new Error(`payment ${order.paymentId} is told of and not paid`)
  await tx.update(GroupOrders, { id: order.id }, { paidAt })
  if (member.leftAt !== null || order.cancelAskedAt !== null) {
    await closeTeam(tx, team, order, now)
    return goBack(tx, order, member.leftAt === null ? 'cancelled' : 'left', now)
  }
  const activity = found(await tx.findOne(Activities, { where: { id: order.activityId } }))
  const paid = { order, team, activity, paidAt, now }
  if (order.isLeader) return begin(tx, paid)
  const seating = seatingOf(team, order.ifFull, termsOf(activity), paidAt)
  if (seating === 'seat') return sit(tx, paid)
  if (seating === 'own_team') return beginOwn(tx, paid)
  return goBack(tx, order, 'no_seat', now)
}

/** Nobody paid: the piece is free again. */
export async function closeUnpaid(tx: Tx, orderId: string, now: Date) {
  const { team, order } = await lockSeat(tx, { id: orderId })
  if (order.state !== 'paying') return
  await tx.update(GroupOrders, { id: orderId }, { state: 'closed', addressSealed: null })
  await closeTeam(tx, team, order, now)
  await givePieceBack(tx, order.activityId)
}
