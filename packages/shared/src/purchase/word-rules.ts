import type { OfferTerms } from '../coupon/offer-rules'

/** Money in words: 「1.3 元」 is written ¥1.30. */
export const yuan = (fen: number) =>
  `¥${Math.floor(fen / 100).toLocaleString('en-US')}.${String(fen % 100).padStart(2, '0')}`

/** As short as it goes: 「满 20 元」, 「9.5 折」. */
const short = (hundredths: number) => String(hundredths / 100)

export const titleOfTier = (tierName: string) => `${tierName}会员价`

/** 950 of 1000 is 「9.5 折」. */
export const basisOfTier = ({ payPermille }: { payPermille: number }) => `${short(payPermille)} 折，不足 1 分的不减`

export const titleOfPoints = (points: number) => `${points.toLocaleString('en-US')} 积分抵现`

export const basisOfPoints = ({ pointsPerYuan }: { pointsPerYuan: number }, capFen: number) =>
  `${pointsPerYuan} 积分抵 1 元，本单最多抵 ${yuan(capFen)}`

function offerOf({ kind, offFen, payPermille, offMaxFen }: OfferTerms) {
  if (kind === 'cash_off') return `减 ${short(offFen ?? 0)} 元`
  if (kind === 'percent_off')
    return `${short(payPermille ?? 1000)} 折${offMaxFen === null ? '' : `，最多减 ${short(offMaxFen)} 元`}`
  return '送一份'
}

/** Why a coupon takes off what it does. `afterTier`: whether a tier’s price went before it. */
export function basisOfCoupon(terms: OfferTerms, leftFen: number, afterTier: boolean) {
  const { thresholdFen, categories, skus } = terms
  const named = categories.length > 0 || skus.length > 0
  const reached = thresholdFen === 0 ? '无门槛' : `满 ${short(thresholdFen)} 元，已满足门槛`
  if (named || thresholdFen === 0) return `${offerOf(terms)}，${named ? '限指定商品，' : ''}${reached}`
  return `${afterTier ? '会员价后' : '商品合计'} ${yuan(leftFen)}，已满足门槛`
}

type Named = {
  kind: OfferTerms['kind']
  itemSku: string | null
  categories: readonly string[]
  skus: readonly string[]
}

/** One that hands something over which is named in words only: no line of a bill is that. */
const isByItself = ({ kind, itemSku, categories, skus }: Named) =>
  (kind === 'exchange' || kind === 'times') && itemSku === null && categories.length === 0 && skus.length === 0

/** Why a coupon takes nothing off this bill, to read aloud. */
export function whyNotCoupon(
  no: { reason: 'coupon_below_threshold'; shortFen: number } | { reason: string },
  of: Named,
) {
  if ('shortFen' in no) return `还差 ${yuan(no.shortFen).slice(1)} 元可用这张券`
  return isByItself(of) ? '这张券直接核销换东西，不用记在单里' : '这单里没有这张券能用的商品'
}

/** Why no points can pay a part of this bill. */
export function whyNoPoints(
  { maxSharePermille, stepPoints, minPoints }: { maxSharePermille: number; stepPoints: number; minPoints: number },
  balance: number,
) {
  if (maxSharePermille === 0) return '本店暂不用积分抵现'
  const least = Math.max(stepPoints, minPoints)
  return balance < least ? `满 ${least} 积分才能抵，还差 ${least - balance}` : '这单金额太小，抵不了积分'
}

const KINDS_NAMED = 3

/** 「海盐可颂 ×2、热美式」; of more than three kinds the first three and how many there are. */
export function goodsInWords(lines: readonly { name: string; quantity: number }[]) {
  const named = lines.slice(0, KINDS_NAMED).map(({ name, quantity }) => (quantity > 1 ? `${name} ×${quantity}` : name))
  return lines.length > KINDS_NAMED ? `${named.join('、')} 等 ${lines.length} 样` : named.join('、')
}
