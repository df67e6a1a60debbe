import type { CouponCard } from '@huitou/shared/coupon/contract'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { Ticket } from '../../ui/coupon/ticket'
import { BtnFace, btnClass } from '../../ui/press/btn'
import { couponLines, endTag } from './words'

const STAMPS = { unused: null, used: '已使用', expired: '已过期' } as const

/** The whole ticket opens the coupon; the button on it is a picture of that, not a second thing to press. */
const UseMark = () => (
  <View className={btnClass({ label: '去用', size: 'small' })} aria-hidden>
    <BtnFace label="去用" size="small" />
  </View>
)

/** One of the member's coupons, in whatever state. */
export const CouponTicket = ({ coupon, today }: { coupon: CouponCard; today: Day }) => {
  const usable = coupon.state === 'unused' && coupon.notNow === null
  return (
    <Ticket
      face={coupon.face}
      lines={couponLines(coupon, today)}
      tag={coupon.state === 'unused' ? endTag(coupon, today) : null}
      off={!usable}
      stamp={STAMPS[coupon.state]}
      end={usable ? <UseMark /> : null}
      onPress={() => void openPage('coupon/detail/index', { couponId: coupon.id })}
    />
  )
}
