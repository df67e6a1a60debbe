import type { Day } from '@huitou/shared/kit/day'
import type { ShownItem } from '@huitou/shared/mall/contract'
import { pointsText, yuanText } from '../../kit/number'
import { dayOf, dayText, endText, momentText } from '../../kit/time'

/** 1,200 积分, or 1,200 积分 + 9.9 元: the whole price of one or of several. */
export const priceText = (points: number, cashFen: number) =>
  `${pointsText(points)} 积分${cashFen > 0 ? ` + ${yuanText(cashFen)} 元` : ''}`

/** How many may be taken in one go, whatever the limits say. */
const QUANTITY_MAX = 20

export const quantityMax = ({ allowance }: Pick<ShownItem, 'allowance'>) =>
  Math.max(1, Math.min(allowance ?? QUANTITY_MAX, QUANTITY_MAX))

/** 11月22日 – 12月6日 */
export const pickUpText = ({ pickUp, eventAt }: Pick<ShownItem, 'pickUp' | 'eventAt'>, today: Day) => {
  if (eventAt !== null) return momentText(eventAt, today)
  if (pickUp === null) return ''
  // The end is the first moment of the day after.
  const last = dayOf(new Date(new Date(pickUp.until).getTime() - 1).toISOString())
  return `${dayText(today)} – ${dayText(last, today)}`
}

/** Ways to get it, in words, for the page. */
export const wayText = ({ kind, pickUp, delivery }: Pick<ShownItem, 'kind' | 'pickUp' | 'delivery'>) => {
  if (kind === 'coupon') return '放进卡包'
  if (kind === 'card') return '当场生效'
  const inStore = kind === 'goods' ? '到店取' : '到店用'
  return [pickUp ? inStore : null, delivery ? '寄送' : null].filter((word) => word !== null).join('，或者')
}

/** What sending costs. */
export const shippingText = ({ shippingPoints, waived, coupon }: NonNullable<ShownItem['delivery']>) => {
  if (waived !== null) return waived
  if (coupon !== null) return `${pointsText(coupon.shippingPoints)} 积分，用了「${coupon.name}」`
  return shippingPoints === 0 ? '包邮' : `${pointsText(shippingPoints)} 积分`
}

/** What sending comes to, with the coupon that helps. */
export const shippingPointsOf = ({ delivery }: Pick<ShownItem, 'delivery'>) =>
  delivery === null ? 0 : (delivery.coupon?.shippingPoints ?? delivery.shippingPoints)

type Spending = { total: number; today: Day; expiring: { points: number; at: string } | null; cancelRule: string }

/** What is taken first, and how it can be taken back: known before pressing. */
export const termsText = ({ total, today, expiring, cancelRule }: Spending) => {
  const first = expiring
    ? `先扣快到期的 ${pointsText(Math.min(total, expiring.points))} 积分（${endText(expiring.at, today)}到期）。`
    : ''
  return `${first}${cancelRule}。`
}

/** Why the button cannot be pressed; null when it can. */
export const closedText = (item: ShownItem, today: Day): string | null => {
  switch (item.state) {
    case 'open':
      return null
    case 'sold_out':
      return '换完了'
    case 'today_out':
      return '今天换完了，明天再来'
    case 'limit_reached':
      return '你已经换到上限了'
    case 'today_reached':
      return '今天换过了，明天再来'
    case 'not_started':
      return item.opensAt === null ? '还没开始' : `${momentText(item.opensAt, today)} 开始`
    case 'tier_locked':
      return `${item.tierName ?? '更高等级'}会员可换`
    case 'over':
      return '已经结束'
  }
}
