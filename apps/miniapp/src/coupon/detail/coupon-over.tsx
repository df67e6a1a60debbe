import type { CouponCard } from '@huitou/shared/coupon/contract'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { endText } from '../../kit/time'
import { usedText } from '../../features/coupon/words'

const stampOf = ({ state }: CouponCard) => (state === 'used' ? '已使用' : state === 'expired' ? '已过期' : '还不能用')

const reasonOf = (coupon: CouponCard, today: Day) => {
  if (coupon.state === 'used')
    return [coupon.usedAt === null ? null : usedText(coupon.usedAt), coupon.usedStore].filter(Boolean).join(' · ')
  if (coupon.state === 'expired') return `${endText(coupon.expiresAt, today)} 过期`
  return coupon.notNow ?? ''
}

/** In the place of the code: why there is none. */
export const CouponOver = ({ coupon, today }: { coupon: CouponCard; today: Day }) => (
  <View className="coupon-over" role="alert">
    <View className="coupon-stamp">{stampOf(coupon)}</View>
    <View className="t15 top16">{reasonOf(coupon, today)}</View>
  </View>
)
