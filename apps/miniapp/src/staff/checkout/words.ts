import type { BillCard, QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { pointsText, priceText } from '../../kit/number'

/** What stands beside 优惠券 on a quote. */
export function couponsText({ coupons, couponIds, bestCouponIds }: QuoteCard): string {
  const usable = coupons.filter((coupon) => coupon.usable).length
  if (usable === 0) return coupons.length === 0 ? '没有券' : '这一单都用不了'
  if (couponIds.length === 0) return `可用 ${usable} 张，没用`
  const same = couponIds.length === bestCouponIds.length && couponIds.every((id) => bestCouponIds.includes(id))
  return same ? `已选最省 ${couponIds.length} 张` : `已选 ${couponIds.length} 张`
}

/** What stands beside 用积分. */
export const pointsUsedText = ({ points, offset }: QuoteCard): string => {
  if (points > 0) return `${pointsText(points)} 积分`
  return offset.maxPoints === 0 ? (offset.why ?? '这一单不能用') : `最多 ${pointsText(offset.maxPoints)} 积分`
}

/** The button that ends it: what is taken in, and whether coupons are used up with it. */
export const chargeLabel = ({ payableFen, couponIds }: Pick<BillCard, 'payableFen' | 'couponIds'>) =>
  `${couponIds.length > 0 ? '收款并核销' : '收款'} ¥${priceText(payableFen)}`

const STATES: Record<BillCard['state'], { title: string; detail: string }> = {
  open: { title: '等客人付款', detail: '客人手机上看到的是一样的数' },
  agreed: { title: '客人已同意', detail: '收到钱就可以确认' },
  paid: { title: '已收款', detail: '积分和券都已经处理好' },
  declined: { title: '客人说不对', detail: '问一下哪里不对，改好再来。什么都没有扣' },
  cancelled: { title: '这单已取消', detail: '什么都没有扣' },
  over: { title: '报价过时了', detail: '超过 3 分钟没有确认，重新算一遍就好。什么都没有扣' },
}

export const billStateText = (state: BillCard['state']) => STATES[state]
