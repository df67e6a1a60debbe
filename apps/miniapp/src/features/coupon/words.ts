import type { CouponCard, CouponOffer } from '@huitou/shared/coupon/contract'
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

/** 还剩 3 次，共 10 次; nothing where there is only one. */
export const usesText = ({ face, usesLeft }: Pick<CouponCard, 'face' | 'usesLeft'>) =>
  face.usesTotal > 1 ? `还剩 ${usesLeft} 次，共 ${face.usesTotal} 次` : null

/** The lines under a coupon's name, by what has become of it. */
export const couponLines = (coupon: CouponCard, today: Day): string[] => {
  if (coupon.state === 'used') {
    const when = coupon.usedAt === null ? '' : momentText(coupon.usedAt, today)
    return [[when, coupon.usedStore].filter(Boolean).join(' · '), coupon.source]
  }
  const end = endText(coupon.expiresAt, today)
  if (coupon.state === 'expired') return [`${end} 过期`, coupon.source]
  const lines = [`${coupon.face.scope} · ${end} 止`, usesText(coupon)]
  return [...lines, coupon.notNow].filter((line) => line !== null)
}

/** 11月22日 09:52 */
export const usedText = (usedAt: string) => `${dayText(dayOf(usedAt))} ${clockText(usedAt)}`

/** What is no limit to anybody. */
const EVERYWHERE = ['全部门店', '商城配送']
const FEW = 50

const said = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null).join(' · ')

const scarceText = ({ left, state }: CouponOffer) =>
  left !== null && left <= FEW && state === 'open' ? `剩 ${left} 张` : null

const untilText = ({ claimEndsAt, state }: CouponOffer, today: Day) =>
  claimEndsAt !== null && state === 'open' && daysLeft(claimEndsAt, today) <= SOON_DAYS
    ? `${endText(claimEndsAt, today)} 前领`
    : null

/** What must be known before taking it: where it holds, how long, and how urgent it is; or why it cannot be taken. */
export const offerNote = (offer: CouponOffer, today: Day) =>
  said([
    EVERYWHERE.includes(offer.face.scope) ? null : `限${offer.face.scope}`,
    offer.face.goods === null ? null : `限${offer.face.goods}`,
    offer.validity,
    scarceText(offer),
    untilText(offer, today),
    offer.state === 'open' || offer.state === 'taken' ? null : offer.why,
  ])

/** The lines of an offer that has a line to itself. */
export const offerLines = (offer: CouponOffer, today: Day): string[] => {
  const { scope, goods, hours } = offer.face
  return [
    said([EVERYWHERE.includes(scope) ? scope : `限${scope}`, goods === null ? null : `限${goods}`, hours]),
    said([offer.validity, scarceText(offer), untilText(offer, today)]),
  ]
}

/** The word on the row: for whom, or why not now. Nothing where the button says it all. */
export const offerTag = ({ state, why, forWhom }: CouponOffer) => {
  if (state === 'tier_only' || state === 'not_started')
    return why === null ? null : ({ text: why, tone: 'info' } as const)
  if (state === 'sold_out' || state === 'taken') return why === null ? null : ({ text: why, tone: 'plain' } as const)
  return forWhom === null ? null : ({ text: forWhom, tone: 'brand' } as const)
}

export type OfferFilter = 'all' | 'open' | 'drop' | 'taken'

/** Which offers a filter of the centre shows. */
export const offersFor = (offers: readonly CouponOffer[], filter: OfferFilter) =>
  offers.filter(({ state, drop }) => {
    if (filter === 'all') return true
    return filter === 'drop' ? drop !== null : state === filter
  })

/** What a drop says beside its countdown: 距开抢 12:09, 本场剩 123 张 · 18:22 后结束, 本场抢完了. */
export const dropText = ({ running, left }: NonNullable<CouponOffer['drop']>, countdown: string) => {
  if (!running) return `距开抢 ${countdown}`
  return left > 0 ? `本场剩 ${left} 张 · ${countdown} 后结束` : '本场抢完了'
}
