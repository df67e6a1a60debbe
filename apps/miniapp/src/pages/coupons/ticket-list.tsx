import type { CouponCard } from '@huitou/shared/coupon/contract'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { CouponTicket } from '../../features/coupon/coupon-ticket'
import './ticket-list.scss'

/** In the server's order (what ends first), those that cannot be used today together at the end. */
export const TicketList = ({ coupons, today }: { coupons: readonly CouponCard[]; today: Day }) => {
  const now = coupons.filter(({ notNow }) => notNow === null)
  const later = coupons.filter(({ notNow }) => notNow !== null)
  return (
    <View>
      {now.map((coupon) => (
        <CouponTicket key={coupon.id} coupon={coupon} today={today} />
      ))}
      {later.length > 0 ? <View className="ticket-group t12 ink-3">今天用不了的</View> : null}
      {later.map((coupon) => (
        <CouponTicket key={coupon.id} coupon={coupon} today={today} />
      ))}
    </View>
  )
}
