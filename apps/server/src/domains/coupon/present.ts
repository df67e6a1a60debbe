import { judgeUse } from '@huitou/shared/coupon/rules'
import type { CouponCard, CouponFace } from '@huitou/shared/coupon/contract'
import { refusals } from '@huitou/shared/refusals'
import { brandOf } from '#server/domains/store/queries'
import { Stores } from '#server/domains/store/entities'
import { dateText, momentText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { In } from 'typeorm'
import type { CouponRow, TemplateRow } from './entities'
import { templatesWithStores } from './queries'

const SOURCES: Record<string, string> = {
  centre: '领券中心',
  joining: '见面礼',
  checkin: '连签奖励',
  mall: '积分兑换',
  rule: '会员奖励',
}

export const presentFace = (template: TemplateRow, storeNames: readonly string[]): CouponFace => ({
  name: template.name,
  kind: template.kind,
  thresholdFen: template.thresholdFen,
  offFen: template.offFen,
  payPermille: template.payPermille,
  offMaxFen: template.offMaxFen,
  itemName: template.itemName,
  scope: storeNames.length === 0 ? '全部门店' : storeNames.join('、'),
})

/** How long it will hold, in words. */
export const validityText = (template: TemplateRow, zone: string) => {
  if (template.validDays !== null)
    return template.validDays === 1 ? '领取当天有效' : `领取后 ${template.validDays} 天内有效`
  return template.validUntil ? `${dateText(template.validUntil, zone)}前有效` : ''
}

const notNowText = (row: CouponRow, now: Date, zone: string) => {
  const decision = judgeUse({ ...row, storeIds: [] }, now)
  if (decision.ok || row.state !== 'unused' || now >= row.expiresAt) return null
  return decision.reason === 'coupon_not_yet'
    ? `${momentText(row.validFrom, zone)} 起可用`
    : refusals[decision.reason].zh
}

/** Coupons as their owner sees them. */
export async function presentCoupons(read: Reader, rows: readonly CouponRow[], now: Date): Promise<CouponCard[]> {
  const { zone } = await brandOf(read)
  const templates = await templatesWithStores(
    read,
    rows.map((row) => row.templateId),
  )
  const usedIn = rows.map((row) => row.usedStoreId).filter((id): id is string => id !== null)
  const stores = usedIn.length > 0 ? await read.find(Stores, { where: { id: In(usedIn) } }) : []
  return rows.map((row) => {
    const known = templates.get(row.templateId)
    if (!known) throw new Error(`coupon ${row.id} has no template`)
    return {
      id: row.id,
      face: presentFace(known.template, known.storeNames),
      state: row.state === 'used' ? 'used' : row.state === 'void' || now >= row.expiresAt ? 'expired' : 'unused',
      notNow: notNowText(row, now, zone),
      validFrom: row.validFrom.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      usedAt: row.usedAt?.toISOString() ?? null,
      usedStore: stores.find((store) => store.id === row.usedStoreId)?.name ?? null,
      source: SOURCES[row.source] ?? '店里赠送',
    }
  })
}

export async function presentCoupon(read: Reader, row: CouponRow, now: Date): Promise<CouponCard> {
  const [card] = await presentCoupons(read, [row], now)
  if (!card) throw new Error(`coupon ${row.id} was not presented`)
  return card
}
