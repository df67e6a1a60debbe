import type { MyPurchase } from '@huitou/shared/purchase/member-contract'
import { pointsText, priceText } from '../../kit/number'

type Brought = Pick<MyPurchase, 'earnedPoints' | 'savedFen' | 'refunded'>

/** 「得 64 积分 · 省 ¥7.20」: what a purchase brought, as short as it goes; of one that was undone, nothing. */
export function broughtText({ earnedPoints, savedFen, refunded }: Brought): string {
  if (refunded === 'whole') return ''
  const earned = earnedPoints > 0 ? `得 ${pointsText(earnedPoints)} 积分` : ''
  const saved = savedFen > 0 ? `省 ¥${priceText(savedFen)}` : ''
  return [earned, saved].filter((part) => part !== '').join(' · ')
}

/** What is said about refunds in a list; null: nothing was given back. */
export const refundedText = ({ refunded, refundedFen }: Pick<MyPurchase, 'refunded' | 'refundedFen'>) =>
  refunded === 'none' ? null : refunded === 'whole' ? '已全退' : `已退 ¥${priceText(refundedFen)}`

/** 「500 积分，退回 148 积分」: points that paid a part, and what of them has come back. */
export function usedText({ offsetPoints, returnedPoints }: { offsetPoints: number; returnedPoints: number }): string {
  const used = `${pointsText(offsetPoints)} 积分`
  if (returnedPoints === 0) return used
  return returnedPoints === offsetPoints ? `${used}，已全部退回` : `${used}，退回 ${pointsText(returnedPoints)} 积分`
}

type Moved = { returnedPoints: number; tookBackPoints: number; couponsReturned: number }

/** What went back and forth with a refund, in words; an empty text where only money did. */
export function movedText({ returnedPoints, tookBackPoints, couponsReturned }: Moved): string {
  const parts = [
    returnedPoints > 0 ? `抵现的 ${pointsText(returnedPoints)} 积分已退回` : '',
    couponsReturned > 0 ? `${couponsReturned} 张券已退回卡包` : '',
    tookBackPoints > 0 ? `这单得的 ${pointsText(tookBackPoints)} 积分已收回` : '',
  ]
  return parts.filter((part) => part !== '').join('，')
}
