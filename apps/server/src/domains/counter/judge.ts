import type { CounterCoupon } from '@huitou/shared/counter/visit-schema'
import { clockAt } from '#server/domains/coupon/clock'
import { Coupons, type CouponRow } from '#server/domains/coupon/entities'
import { judgeCoupon, whyNot } from '#server/domains/coupon/judge'
import { presentFace } from '#server/domains/coupon/present'
import { templatesWithStores } from '#server/domains/coupon/queries'
import { staffNames } from '#server/domains/staff/queries'
import { Stores } from '#server/domains/store/entities'
import { momentText, untilText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'

type Facts = CounterCoupon['facts']

/** When, where and by whom, for a clerk to tell the customer. */
async function factsOf(read: Reader, coupon: CouponRow, storeNames: readonly string[], zone: string): Promise<Facts> {
  const facts: Facts = []
  if (coupon.state === 'used' && coupon.usedAt) {
    const store = await read.findOne(Stores, { where: { id: coupon.usedStoreId ?? '0' } })
    const names = await staffNames(read, coupon.usedBy ? [coupon.usedBy] : [])
    facts.push({ label: '使用时间', value: momentText(coupon.usedAt, zone) })
    if (store) facts.push({ label: '使用门店', value: store.name })
    const name = names.get(coupon.usedBy ?? '')
    if (name) facts.push({ label: '经手人', value: name })
  }
  facts.push({ label: '有效期至', value: untilText(coupon.expiresAt, zone) })
  facts.push({ label: '适用门店', value: storeNames.length === 0 ? '全部门店' : storeNames.join('、') })
  return facts
}

/** Coupons as a clerk of one store sees them at `now`. */
export async function couponsForCounter(
  read: Reader,
  rows: readonly CouponRow[],
  storeId: string,
  now: Date,
): Promise<CounterCoupon[]> {
  const clock = await clockAt(read, now)
  const templates = await templatesWithStores(
    read,
    rows.map((row) => row.templateId),
  )
  return Promise.all(
    rows.map(async (row) => {
      const known = found(templates.get(row.templateId))
      const { template, storeNames } = known
      const decision = judgeCoupon(row, known, clock, storeId)
      return {
        id: row.id,
        face: presentFace(template, storeNames),
        expiresAt: row.expiresAt.toISOString(),
        usable: decision.ok,
        why: decision.ok ? null : whyNot(row, known, clock, decision.reason).words,
        facts: await factsOf(read, row, storeNames, clock.brand.zone),
      }
    }),
  )
}

export async function couponForCounter(
  read: Reader,
  couponId: string,
  storeId: string,
  now: Date,
): Promise<CounterCoupon> {
  const row = found(await read.findOne(Coupons, { where: { id: couponId } }))
  const [card] = await couponsForCounter(read, [row], storeId, now)
  return found(card)
}
