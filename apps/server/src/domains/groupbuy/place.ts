import { judgeJoin, judgeOpen, payBy, type JoinRefusal } from '@huitou/shared/groupbuy/rules'
import type { IfFull } from '@huitou/shared/groupbuy/schema'
import type { Decision } from '@huitou/shared/kit/decision'
import { lockMember } from '#server/domains/member/member-of'
import type { MemberRow } from '#server/domains/member/entities'
import { chooseWay, type GoodsWay } from '#server/domains/mall/order/for-group'
import { createPayment } from '#server/domains/payment/create-payment'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { Refused, found } from '#server/platform/refused'
import { buyerOf, termsNow, waitingOrderOf } from './buyer'
import { Activities, GroupOrders, Teams, type ActivityRow, type TeamRow } from './entities'
import { takePiece } from './stock'
import { isInTeam } from './team'

const activityById = async (tx: Tx, id: string) => found(await tx.findOne(Activities, { where: { id } }))

/** Turns a no into a refusal; one because of an order that waits says which. */
async function mustMay<Yes extends object>(
  tx: Tx,
  activityId: string,
  member: MemberRow,
  decision: Decision<Yes, JoinRefusal>,
): Promise<Yes> {
  if (decision.ok) return decision
  const waiting = decision.reason === 'group_order_waiting' ? await waitingOrderOf(tx, activityId, member) : null
  throw new Refused(decision.reason, waiting ? { facts: { orderId: waiting.id } } : {})
}

type Seat = {
  activity: ActivityRow
  team: TeamRow
  member: MemberRow
  isLeader: boolean
  ifFull: IfFull
  way: GoodsWay
  now: Date
}

type Wish = { memberId: string; storeId?: string | undefined; addressId?: string | undefined; now: Date }

/** How goods get to the buyer, chosen before paying; of a voucher there is nothing to choose. */
const wayOf = async (tx: Tx, { itemId }: ActivityRow, { memberId, storeId, addressId, now }: Wish): Promise<GoodsWay> =>
  itemId === null
    ? { storeId: null, addressSealed: null }
    : chooseWay(tx, { itemId, memberId, storeId, addressId, now })

/** The order, its payment, and the piece that is held until `payBy`. Answers the order's id. */
async function order(
  tx: Tx,
  { activity, team, member, isLeader, ifFull, way, now }: Seat,
  priceFen: number,
): Promise<string> {
  const expiresAt = payBy(now, team.deadlineAt)
  const { identifiers } = await tx.insert(GroupOrders, {
    ...{ activityId: activity.id, memberId: member.id, person: member.userFingerprint, teamId: team.id },
    ...{ isLeader, priceFen, ifFull, state: 'paying', refundCause: null, refundedFen: 0 },
    ...{
      paymentId: null,
      payBy: expiresAt,
      cancelAskedAt: null,
      couponId: null,
      mallOrderId: null,
      ...way,
      voucherEndsAt: null,
      purchaseId: null,
    },
    ...{ placedAt: now, paidAt: null, wonAt: null },
  })
  const orderId = String(identifiers[0]?.['id'])
  const wanted = { purpose: 'groupbuy', subjectId: orderId, memberId: member.id, amountFen: priceFen } as const
  const payment = await createPayment(tx, { ...wanted, description: `拼团 ${activity.name}`, expiresAt, now })
  await tx.update(GroupOrders, { id: orderId }, { paymentId: payment.id })
  await takePiece(tx, activity.id)
  return orderId
}

/** A team that is there for others once its first seat is paid. */
export async function newTeam(
  tx: Tx,
  { activityId, size, priceFen, leaderId }: Pick<TeamRow, 'activityId' | 'size' | 'priceFen' | 'leaderId'>,
): Promise<TeamRow> {
  const { identifiers } = await tx.insert(Teams, {
    ...{ activityId, size, priceFen, leaderId, state: 'opening', seats: 0, scene: `t:${randomCode()}` },
    ...{ openedAt: null, deadlineAt: null, dueAt: null, decidedAt: null },
  })
  return tx.findOneOrFail(Teams, { where: { id: String(identifiers[0]?.['id']) } })
}

type Open = Wish & { activityId: string; size: number; priceSeenFen: number }

/** Orders the first seat of a new team at the leader's price. Refuses what `judgeOpen` refuses, item_way and item_store. Answers the order's id. */
export async function openTeam(tx: Tx, wish: Open): Promise<string> {
  const { memberId, activityId, size, priceSeenFen, now } = wish
  const member = await lockMember(tx, memberId)
  const activity = await activityById(tx, activityId)
  const buyer = await buyerOf(tx, activityId, member)
  const judged = judgeOpen(await termsNow(tx, activity, now), buyer, { size, priceSeenFen }, now)
  const { priceFen } = await mustMay(tx, activityId, member, judged)
  const way = await wayOf(tx, activity, wish)
  const joinFen = activity.prices.find((one) => one.size === size)?.priceFen ?? priceFen
  const team = await newTeam(tx, { activityId, size, priceFen: joinFen, leaderId: memberId })
  return order(tx, { activity, team, member, isLeader: true, ifFull: 'refund', way, now }, priceFen)
}

type Join = Wish & { scene: string; priceSeenFen: number; ifFull: IfFull }

/** Orders a seat of a team; who pays first has it. Refuses what `judgeJoin` refuses, item_way and item_store. Answers the order's id. */
export async function joinTeam(tx: Tx, wish: Join): Promise<string> {
  const { memberId, scene, priceSeenFen, ifFull, now } = wish
  const member = await lockMember(tx, memberId)
  const team = found(await tx.findOne(Teams, { where: { scene } }))
  const activity = await activityById(tx, team.activityId)
  const buyer = await buyerOf(tx, activity.id, member)
  const inTeam = await isInTeam(tx, team.id, member.userFingerprint)
  const terms = { activity: await termsNow(tx, activity, now), team }
  const judged = judgeJoin(terms, { ...buyer, inTeam }, priceSeenFen, now)
  const { priceFen } = await mustMay(tx, activity.id, member, judged)
  const way = await wayOf(tx, activity, wish)
  return order(tx, { activity, team, member, isLeader: false, ifFull, way, now }, priceFen)
}
