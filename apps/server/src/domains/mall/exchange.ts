import { judgeTake, priceAt, priceOf } from '@huitou/shared/mall/rules'
import { useCoupon } from '#server/domains/coupon/use'
import { lockMember } from '#server/domains/member/member-of'
import { createPayment } from '#server/domains/payment/create-payment'
import { spend } from '#server/domains/points/post'
import { today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe } from '#server/platform/refused'
import { Items, Orders, Watches, type ItemRow } from './entities'
import { give, NOTHING_GIVEN } from './give'
import { takeStock } from './item/stock'
import { takenOf } from './item/taken'
import { shelfTermsOf } from './item/terms'
import { recordChange } from './order/change'
import { paidByCoupon } from './order/shipping'
import { wayOf, type Way } from './order/way'

/** How long somebody may take to pay a cash part; until then their piece and points are set aside. */
const PAY_WITHIN_MS = 15 * 60_000

type Exchange = {
  memberId: string
  itemId: string
  /** One, unless said. */
  quantity?: number
  pointsSeen: number
  /** The whole cash part; none, unless said. */
  cashSeenFen?: number | undefined
  storeId?: string | undefined
  addressId?: string | undefined
  couponId?: string | undefined
  now: Date
}

/** Whether the member may have it, how they get it and what it costs; written nowhere yet. */
async function judge(tx: Tx, wish: Exchange) {
  const { memberId, quantity = 1, pointsSeen, cashSeenFen = 0, now } = wish
  const item = found(await tx.findOne(Items, { where: { id: wish.itemId } }))
  const terms = shelfTermsOf(item)
  const { day, brand } = await today(tx, now)
  const customer = await benefitsOf(tx, memberId, now)
  const taken = (await takenOf(tx, memberId, [item.id], day))(item.id)
  mustBe(judgeTake(terms, { customer, taken, quantity }, now))
  const way = await wayOf(tx, item, wish, { day, brand, freeShipping: customer.freeShipping })
  const goodsPoints = priceAt(terms, now).points * quantity
  const sent = await sentFor(tx, wish, { goodsPoints, shippingPoints: way.shippingPoints })
  const { shippingPoints } = sent
  const seen = { quantity, shippingPoints, pointsSeen, cashSeenFen }
  const { points, cashFen } = mustBe(priceOf({ ...terms, priceFen: item.priceFen }, seen, now))
  return { item, day, way: { ...way, shippingPoints }, points, cashFen, couponId: sent.couponId }
}

type Cost = { goodsPoints: number; shippingPoints: number }

/** What sending costs, and the coupon that pays for it; one that is not needed is kept. */
async function sentFor(tx: Tx, { memberId, couponId, now }: Exchange, cost: Cost) {
  if (couponId === undefined || cost.shippingPoints === 0)
    return { shippingPoints: cost.shippingPoints, couponId: null }
  return { shippingPoints: await paidByCoupon(tx, { memberId, couponId, now, ...cost }), couponId }
}

type Pay = { memberId: string; points: number; sourceKey: string }

const pay = (tx: Tx, { name }: ItemRow, { memberId, points, sourceKey }: Pay, now: Date) =>
  spend(
    tx,
    {
      ...{ memberId, unit: 'points', points, sourceKey },
      reason: `兑换${name}`,
      source: '积分商城',
      actor: `member:${memberId}`,
    },
    now,
  )

type Writing = {
  wish: Exchange
  item: ItemRow
  day: number
  way: Way
  points: number
  cashFen: number
  couponId: string | null
}

/** Uses the coupon that paid for sending an order up. */
async function useShipping(tx: Tx, orderId: string, { wish, couponId }: Writing) {
  if (couponId === null) return
  const { memberId, now } = wish
  const by = `member:${memberId}`
  const shippingUseId = await useCoupon(tx, { couponId, memberId, storeId: null, by, cause: `order:${orderId}`, now })
  await tx.update(Orders, { id: orderId }, { shippingUseId })
}

/** With a cash part nothing is handed out yet: the piece is held until `payBy`, and the order waits. */
const waiting = ({ way, wish: { now } }: Writing) =>
  ({
    ...way,
    state: 'waiting_payment',
    stateWhenPaid: way.state,
    payBy: new Date(now.getTime() + PAY_WITHIN_MS),
  }) as const

async function wantCash(tx: Tx, orderId: string, { wish, item, cashFen }: Writing, payBy: Date) {
  const { memberId, now } = wish
  const what = { purpose: 'mall', subjectId: orderId, memberId, amountFen: cashFen } as const
  const { id: paymentId } = await createPayment(tx, { ...what, description: item.name, expiresAt: payBy, now })
  await tx.update(Orders, { id: orderId }, { paymentId })
}

async function write(tx: Tx, writing: Writing): Promise<string> {
  const { wish, item, day, points, cashFen } = writing
  const { memberId, quantity = 1, now } = wish
  const cause = `mall:${randomCode()}`
  const paid = await pay(tx, item, { memberId, points, sourceKey: cause }, now)
  const way = cashFen > 0 ? waiting(writing) : { ...writing.way, stateWhenPaid: null, payBy: null }
  const given = cashFen > 0 ? NOTHING_GIVEN : await give(tx, { memberId, item, quantity, cause, now })
  const { identifiers } = await tx.insert(Orders, {
    ...{ memberId, itemId: item.id, kind: item.kind, quantity, points, cashFen, paymentId: null, ...way, ...given },
    ...{
      txnId: paid.txnId,
      balanceAfter: paid.balanceAfter,
      returnTxnId: null,
      shippingUseId: null,
      groupOrderId: null,
    },
    ...{ eventAt: item.eventAt, carrier: null, trackingNo: null, at: now },
    ...{ day, dayCounted: item.dailyQuota !== null },
  })
  const orderId = String(identifiers[0]?.['id'])
  await useShipping(tx, orderId, writing)
  const actor = `member:${memberId}`
  await recordChange(tx, { orderId, fromState: null, toState: way.state, actor, reason: null, at: now })
  if (way.payBy) await wantCash(tx, orderId, writing, way.payBy)
  else
    await announce(tx, 'mall.exchanged', { orderId, memberId, itemId: item.id, points, couponId: given.couponId }, now)
  return orderId
}

/** Points out and the order in, with what it puts into the wallet, in one transaction: all or nothing. Answers the order's id. */
export async function exchange(tx: Tx, wish: Exchange): Promise<string> {
  await lockMember(tx, wish.memberId)
  const judged = await judge(tx, wish)
  const orderId = await write(tx, { wish, ...judged })
  await tx.delete(Watches, { itemId: wish.itemId, memberId: wish.memberId })
  await takeStock(tx, judged.item, judged.day, wish.quantity ?? 1)
  return orderId
}
