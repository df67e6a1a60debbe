import { In } from 'typeorm'
import { judgeExchange } from '@huitou/shared/mall/rules'
import { issueCoupon } from '#server/domains/coupon/issue'
import { templateById } from '#server/domains/coupon/queries'
import { lockMember, membershipsOf } from '#server/domains/member/member-of'
import { spend } from '#server/domains/points/post'
import { randomCode } from '#server/platform/crypto/random'
import type { Tx } from '#server/platform/db/tx'
import { announce } from '#server/platform/events/announce'
import { Refused, found, mustBe } from '#server/platform/refused'
import { Items, Orders, type ItemRow } from './entities'

type Exchange = { memberId: string; itemId: string; pointsSeen: number; now: Date }

async function takeStock(tx: Tx, item: ItemRow) {
  if (item.stockLeft === null) return
  const { affected } = await tx
    .createQueryBuilder()
    .update(Items)
    .set({ stockLeft: () => 'stock_left - 1' })
    .where('id = :id AND stockLeft > 0', { id: item.id })
    .execute()
  if (affected !== 1) throw new Refused('item_sold_out')
}

/** Points out, coupon in, in one transaction: either both or neither. Answers the order's id. */
export async function exchange(tx: Tx, { memberId, itemId, pointsSeen, now }: Exchange): Promise<string> {
  await lockMember(tx, memberId)
  const item = found(await tx.findOne(Items, { where: { id: itemId } }))
  const taken = await tx.countBy(Orders, { memberId: In(await membershipsOf(tx, memberId)), itemId })
  mustBe(judgeExchange({ ...item, ended: item.endedAt !== null }, taken, pointsSeen))
  const cause = `mall:${randomCode()}`
  const paid = await spend(
    tx,
    {
      memberId,
      unit: 'points',
      points: item.points,
      sourceKey: cause,
      reason: `兑换${item.name}`,
      source: '积分商城',
      actor: `member:${memberId}`,
    },
    now,
  )
  const template = await templateById(tx, item.templateId)
  const coupon = await issueCoupon(tx, { memberId, template, source: 'mall', sourceKey: cause, now })
  const { identifiers } = await tx.insert(Orders, {
    memberId,
    itemId,
    points: item.points,
    txnId: paid.txnId,
    couponId: coupon.id,
    balanceAfter: paid.balanceAfter,
    at: now,
  })
  const orderId = String(identifiers[0]?.['id'])
  await announce(tx, 'mall.exchanged', { orderId, memberId, itemId, points: item.points, couponId: coupon.id }, now)
  await takeStock(tx, item)
  return orderId
}
