import { MoreThan } from 'typeorm'
import { shippingWith } from '@huitou/shared/mall/order-rules'
import { clockAt } from '#server/domains/coupon/clock'
import { Coupons, type TemplateRow } from '#server/domains/coupon/entities'
import { judgeCoupon } from '#server/domains/coupon/judge'
import { templateById, templatesWithStores } from '#server/domains/coupon/queries'
import { pointsPolicy } from '#server/domains/points/policy'
import type { Reader, Tx } from '#server/platform/db/tx'
import { Refused, found, mustBe } from '#server/platform/refused'

/** What an order would cost without a coupon. */
type Cost = { goodsPoints: number; shippingPoints: number }

const COUPONS_MAX = 100

const priceWith = (template: TemplateRow, cost: Cost, pointMilliFen: number) =>
  shippingWith(template, cost, pointMilliFen)

/** The free-shipping coupon of a member's that ends first of those that help here; null without one. */
export async function shippingCouponFor(read: Reader, memberId: string, cost: Cost, now: Date) {
  if (cost.shippingPoints === 0) return null
  const { pointMilliFen } = await pointsPolicy(read, now)
  const where = { memberId, state: 'unused' as const, expiresAt: MoreThan(now) }
  const coupons = await read.find(Coupons, { where, order: { expiresAt: 'ASC', id: 'ASC' }, take: COUPONS_MAX })
  const templates = await templatesWithStores(
    read,
    coupons.map((coupon) => coupon.templateId),
  )
  const clock = await clockAt(read, now)
  for (const coupon of coupons) {
    const { template, storeIds } = found(templates.get(coupon.templateId))
    const holds = template.kind === 'shipping' && judgeCoupon(coupon, { template, storeIds }, clock).ok
    const priced = holds ? priceWith(template, cost, pointMilliFen) : null
    if (priced?.ok && priced.shippingPoints < cost.shippingPoints)
      return { id: coupon.id, name: template.name, shippingPoints: priced.shippingPoints }
  }
  return null
}

type Paying = Cost & { memberId: string; couponId: string; now: Date }

/** What sending costs with this coupon; whether it still holds is judged where it is used. Refuses coupon_other_goods and coupon_below_threshold. */
export async function paidByCoupon(tx: Tx, { memberId, couponId, now, ...cost }: Paying): Promise<number> {
  const coupon = found(await tx.findOne(Coupons, { where: { id: couponId, memberId } }))
  const template = await templateById(tx, coupon.templateId)
  if (template.kind !== 'shipping') throw new Refused('coupon_other_goods')
  const { pointMilliFen } = await pointsPolicy(tx, now)
  return mustBe(priceWith(template, cost, pointMilliFen)).shippingPoints
}
