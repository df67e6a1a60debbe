import type { CouponFace } from '@huitou/shared/coupon/face-schema'
import { foldText, yuanText } from '../../kit/number'

export type FaceAmount = { before: string; value: string; after: string }

/** The large figure on a coupon: "¥5", "8.5折", "1份", "10次", "免运费". */
export const amountOf = ({ kind, offFen, payPermille, usesTotal }: CouponFace): FaceAmount => {
  if (kind === 'cash_off') return { before: '¥', value: yuanText(offFen ?? 0), after: '' }
  if (kind === 'percent_off') return { before: '', value: foldText(payPermille ?? 1000), after: '折' }
  if (kind === 'times') return { before: '', value: String(usesTotal), after: '次' }
  return kind === 'shipping' ? { before: '', value: '免', after: '运费' } : { before: '', value: '1', after: '份' }
}

const CONDITIONS: { [kind: string]: string } = { exchange: '兑换券', times: '次卡', shipping: '商城配送用' }

/** What has to be met, under the figure. */
export const conditionOf = ({ kind, thresholdFen, offMaxFen }: CouponFace) => {
  if (thresholdFen > 0) return `满 ${yuanText(thresholdFen)} 可用`
  if (kind === 'percent_off' && offMaxFen !== null) return `最高减 ¥${yuanText(offMaxFen)}`
  return CONDITIONS[kind] ?? '无门槛'
}

/** The whole face in one line, for a screen reader and for confirmations. */
export const spokenFace = (face: CouponFace) => {
  const { before, value, after } = amountOf(face)
  return `${face.name}，${before === '¥' ? `减 ${value} 元` : value + after}，${conditionOf(face)}`
}
