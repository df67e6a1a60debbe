import { In } from 'typeorm'
import type { CouponCard } from '@huitou/shared/coupon/contract'
import type { CouponFace } from '@huitou/shared/coupon/face-schema'
import { goodsWords, hoursWords, scopeWords, stackingWords } from '@huitou/shared/coupon/word-rules'
import { Stores } from '#server/domains/store/entities'
import { dateText } from '#server/platform/business-day'
import type { Reader } from '#server/platform/db/tx'
import { found } from '#server/platform/refused'
import { clockAt, type Clock } from './clock'
import type { CouponRow, TemplateRow } from './entities'
import { judgeCoupon, whyNot, type Known } from './judge'
import { templatesWithStores } from './queries'

const SOURCES: Record<string, string> = {
  centre: '领券中心',
  scan: '扫码领取',
  joining: '见面礼',
  checkin: '连签奖励',
  mall: '积分兑换',
  rule: '会员奖励',
  code: '优惠码兑换',
  gift: '朋友送的',
  groupbuy: '拼团',
  task: '任务奖励',
}

export const presentFace = (template: TemplateRow, storeNames: readonly string[]): CouponFace => ({
  name: template.name,
  kind: template.kind,
  thresholdFen: template.thresholdFen,
  offFen: template.offFen,
  payPermille: template.payPermille,
  offMaxFen: template.offMaxFen,
  itemName: template.itemName,
  scope: template.kind === 'shipping' ? '商城配送' : scopeWords(storeNames),
  goods: goodsWords(template),
  hours: hoursWords(template),
  stacking: stackingWords(template.stackGroup),
  usesTotal: template.usesTotal,
})

function spanText({ validDays, validFromDays }: TemplateRow) {
  if (validDays === null) return null
  const begins = validFromDays === 0 ? '' : validFromDays === 1 ? '领取次日起' : `领取 ${validFromDays} 天后起`
  if (begins !== '') return `${begins} ${validDays} 天内有效`
  return validDays === 1 ? '领取当天有效' : `领取后 ${validDays} 天内有效`
}

/** The last day on which something holds that is over at `end`. */
const lastDayText = (end: Date, zone: string) => dateText(new Date(end.getTime() - 1), zone)

/** How long it will hold, in words. */
export function validityText(template: TemplateRow, zone: string): string {
  const { validFrom, validUntil } = template
  const said = [
    validFrom && `${dateText(validFrom, zone)}起可用`,
    spanText(template),
    validUntil && `有效至 ${lastDayText(validUntil, zone)}`,
  ]
  return said.filter((piece) => piece !== null).join('，')
}

/** The days on which a coupon that somebody holds is good, first and last. */
export const heldText = ({ validFrom, expiresAt }: CouponRow, zone: string) =>
  `${dateText(validFrom, zone)}至 ${lastDayText(expiresAt, zone)}有效`

/** A template as the words want it. */
export const termsFor = ({ terms: notes, dropPlan: drop, ...template }: TemplateRow) => ({ ...template, notes, drop })

const stateOf = (row: CouponRow, now: Date): CouponCard['state'] => {
  if (row.state === 'used' || row.state === 'given') return 'used'
  return row.state === 'void' || now >= row.expiresAt ? 'expired' : 'unused'
}

/** One coupon as its owner sees it. `usedStore` is the name of the store that used it up. */
export function presentOne(row: CouponRow, known: Known, clock: Clock, usedStore: string | null): CouponCard {
  const decision = judgeCoupon(row, known, clock)
  const why = decision.ok ? null : whyNot(row, known, clock, decision.reason)
  const state = stateOf(row, clock.now)
  return {
    id: row.id,
    face: { ...presentFace(known.template, known.storeNames), usesTotal: row.usesTotal },
    state,
    notNow: state === 'unused' ? (why?.words ?? null) : null,
    why,
    usesLeft: row.usesLeft,
    validFrom: row.validFrom.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    usedAt: row.usedAt?.toISOString() ?? null,
    usedStore,
    source: SOURCES[row.source] ?? '店里赠送',
  }
}

/** Coupons as their owner sees them. */
export async function presentCoupons(read: Reader, rows: readonly CouponRow[], now: Date): Promise<CouponCard[]> {
  const clock = await clockAt(read, now)
  const templates = await templatesWithStores(
    read,
    rows.map((row) => row.templateId),
  )
  const usedIn = rows.map((row) => row.usedStoreId).filter((id): id is string => id !== null)
  const stores = usedIn.length > 0 ? await read.find(Stores, { where: { id: In(usedIn) } }) : []
  return rows.map((row) => {
    const usedStore = stores.find((store) => store.id === row.usedStoreId)?.name ?? null
    return presentOne(row, found(templates.get(row.templateId)), clock, usedStore)
  })
}

export async function presentCoupon(read: Reader, row: CouponRow, now: Date): Promise<CouponCard> {
  const [card] = await presentCoupons(read, [row], now)
  return found(card)
}
