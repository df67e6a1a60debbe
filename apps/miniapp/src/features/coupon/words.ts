import type { CouponCard, CouponOffer } from '@huitou/shared/coupon/contract'
import type { MallItem } from '@huitou/shared/mall/contract'
import type { Day } from '@huitou/shared/kit/day'
import { clockText, dayOf, dayText, daysLeft, endText, momentText } from '../../kit/time'

const SOON_DAYS = 7

/** How near the end is: red on its last day, amber in its last week, nothing before. */
export const endTag = ({ expiresAt }: Pick<CouponCard, 'expiresAt'>, today: Day) => {
  const days = daysLeft(expiresAt, today)
  if (days <= 0)
    return {
      text: endText(expiresAt, today).startsWith('今晚') ? '今晚到期' : '今天到期',
      tone: 'danger',
    } as const
  return days <= SOON_DAYS ? ({ text: `还剩 ${days} 天`, tone: 'warn' } as const) : null
}

/** The lines under a coupon's name, by what has become of it. */
export const couponLines = (coupon: CouponCard, today: Day): string[] => {
  if (coupon.state === 'used') {
    const when = coupon.usedAt === null ? '' : momentText(coupon.usedAt, today)
    return [[when, coupon.usedStore].filter(Boolean).join(' · '), coupon.source]
  }
  const end = endText(coupon.expiresAt, today)
  if (coupon.state === 'expired') return [`${end} 过期`, coupon.source]
  const lines = [`${coupon.face.scope} · ${end} 止`]
  return coupon.notNow === null ? lines : [...lines, coupon.notNow]
}

/** 11月22日 09:52 */
export const usedText = (usedAt: string) => `${dayText(dayOf(usedAt))} ${clockText(usedAt)}`

const EVERYWHERE = '全部门店'
const FEW = 50

/** What must be known before taking it: where it holds, how long, and how urgent it is. */
export const offerNote = ({ claimEndsAt, left, validity, face }: CouponOffer, today: Day) => {
  const endsSoon = claimEndsAt !== null && daysLeft(claimEndsAt, today) <= SOON_DAYS
  return [
    face.scope === EVERYWHERE ? null : `限${face.scope}`,
    validity,
    left !== null && left <= FEW ? `剩 ${left} 张` : null,
    endsSoon ? `${endText(claimEndsAt, today)} 前领` : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

export const itemNote = ({ state, left, allowance }: MallItem) => {
  if (state === 'sold_out') return '换完了'
  if (state === 'limit_reached') return '换到上限了'
  if (left !== null) return `剩 ${left} 份`
  return allowance === null ? '不限量' : `还能换 ${allowance} 份`
}
