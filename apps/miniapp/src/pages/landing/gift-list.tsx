import { View } from '@tarojs/components'
import { Ticket } from '../../ui/coupon/ticket'
import { IconBlock } from '../../ui/block/icon-block'
import type { Gifts } from './use-landing'

/** Who joins again, or where nothing is given, gets none. */
export const hasGifts = ({ points, coupons }: Gifts) => points > 0 || coupons.length > 0

export const GiftList = ({ gifts: { points, coupons } }: { gifts: Gifts }) => (
  <View className="top12">
    {coupons.map(({ face, validity }) => (
      <Ticket key={face.name} ground="card" face={face} lines={[`${face.scope}，${validity}`]} />
    ))}
    {points > 0 ? (
      <View className="landing-gift">
        <IconBlock name="points" tone="brand" />
        <View className="grow">
          <View className="t15 bold">{points} 积分</View>
          <View className="t12 ink-3">攒够了在积分商城换好物</View>
        </View>
        <View className="num n22 ink-brand">+{points}</View>
      </View>
    ) : null}
  </View>
)
