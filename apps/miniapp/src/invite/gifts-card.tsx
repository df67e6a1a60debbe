import type { GiftCard } from '@huitou/shared/referral/contract'
import { View } from '@tarojs/components'
import { Card } from '../ui/block/card'
import './invite.scss'

const Side = ({ who, gift }: { who: string; gift: GiftCard }) => (
  <View className="invite-side">
    <View className="t12 ink-2">{who}</View>
    {gift.points > 0 ? (
      <View className="top4">
        <View className="num n28 ink-brand">{gift.points}</View>
        <View className="t12 ink-2">积分</View>
      </View>
    ) : null}
    {gift.coupon ? <View className="t14 bold top4">{`一张「${gift.coupon.name}」`}</View> : null}
  </View>
)

/** What both get when the friend has come. */
export const GiftsCard = ({ you, friend }: { you: GiftCard; friend: GiftCard }) => (
  <Card title="朋友来过，两边都有礼">
    <View className="invite-sides">
      <Side who="你得" gift={you} />
      <Side who="朋友得" gift={friend} />
    </View>
  </Card>
)
