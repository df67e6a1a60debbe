import { judgeTake, priceAt, priceOf } from '@huitou/shared/mall/rules'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { useCoupon } from '#server/domains/coupon/use'
import { lockMember } from '#server/domains/member/member-of'
import { spend } from '#server/domains/points/post'
import { today } from '#server/domains/store/queries'
import { benefitsOf } from '#server/domains/tier/benefits'
import { holdCard } from '#server/domains/tier/card/hold'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { found, mustBe } from '#server/platform/refused'
import { Items, Orders, Watches, type ItemRow, type OrderRow } from './entities'
import { takeStock } from './item/stock'
import { takenOf } from './item/taken'
import { shelfTermsOf } from './item/terms'
import { recordChange } from './order/change'
import { paidByCoupon } from './order/shipping'
import { wayOf, type Way } from './order/way'

type Exchange = {
  memberId: string
  itemId: string
  /** One, unless said. */
  quantity?: number
  pointsSeen: number
  storeId?: string | undefined
  addressId?: string | undefined
  couponId?: string | undefined
  now: Date
}

/** Whether the member may have it, how they get it and what it costs; written nowhere yet. */
async function judge(tx: Tx, wish: Exchange) {
  const { memberId, quantity = 1, pointsSeen, now } = wish
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
  const { points } = mustBe(priceOf(terms, { quantity, shippingPoints, pointsSeen }, now))
  return { item, day, way: { ...way, shippingPoints }, points, couponId: sent.couponId }
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

type Given = Pick<OrderRow, 'couponId' | 'couponIds' | 'holdingIds'>
type Giving = { memberId: string; item: ItemRow; quantity: number; cause: string; now: Date }

const causes = (cause: string, quantity: number) =>
  Array.from({ length: quantity }, (_, index) => (index === 0 ? cause : `${cause}:${index + 1}`))

/** Puts what the points were for into the member's wallet, if that is where it goes. */
async function give(tx: Tx, { memberId, item, quantity, cause, now }: Giving): Promise<Given> {
  const given: Given = { couponId: null, couponIds: null, holdingIds: null }
  if (item.kind === 'coupon') {
    const template = await templateById(tx, item.templateId ?? '0')
    const couponIds: string[] = []
    for (const sourceKey of causes(cause, quantity))
      couponIds.push((await issueCoupon(tx, { memberId, template, source: 'mall', sourceKey, now })).id)
    return { ...given, couponId: couponIds[0] ?? null, couponIds }
  }
  if (item.kind !== 'card') return given
  const holdingIds: string[] = []
  const what = { memberId, cardId: item.cardId ?? '0', source: 'mall', reason: `兑换${item.name}` } as const
  for (const sourceKey of causes(cause, quantity))
    holdingIds.push((await holdCard(tx, { ...what, sourceKey, actor: `member:${memberId}`, now })).id)
  return { ...given, holdingIds }
}

type Writing = { wish: Exchange; item: ItemRow; day: number; way: Way; points: number; couponId: string | null }

/** Uses the coupon that paid for sending an order up. */
async function useShipping(tx: Tx, orderId: string, { wish, couponId }: Writing) {
  if (couponId === null) return
  const { memberId, now } = wish
  const by = `member:${memberId}`
  const shippingUseId = await useCoupon(tx, { couponId, memberId, storeId: null, by, cause: `order:${orderId}`, now })
  await tx.update(Orders, { id: orderId }, { shippingUseId })
}

async function write(tx: Tx, writing: Writing): Promise<string> {
  const { wish, item, day, way, points } = writing
  const { memberId, quantity = 1, now } = wish
  const cause = `mall:${randomCode()}`
  const paid = await pay(tx, item, { memberId, points, sourceKey: cause }, now)
  const given = await give(tx, { memberId, item, quantity, cause, now })
  const { identifiers } = await tx.insert(Orders, {
    ...{ memberId, itemId: item.id, kind: item.kind, quantity, points, ...way, ...given },
    ...{ txnId: paid.txnId, balanceAfter: paid.balanceAfter, returnTxnId: null, shippingUseId: null },
    ...{ eventAt: item.eventAt, carrier: null, trackingNo: null, at: now },
    ...{ day, dayCounted: item.dailyQuota !== null },
  })
  const orderId = String(identifiers[0]?.['id'])
  await useShipping(tx, orderId, writing)
  const actor = `member:${memberId}`
  await recordChange(tx, { orderId, fromState: null, toState: way.state, actor, reason: null, at: now })
  const { couponId } = given
  await announce(tx, 'mall.exchanged', { orderId, memberId, itemId: item.id, points, couponId }, now)
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
