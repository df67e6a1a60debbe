import type { TierCard } from '@huitou/shared/tier/contract'
import { View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Avatar } from '../../ui/plate/avatar'
import { Plate } from '../../ui/plate/plate'

type CodeHeadProps = { nickname: string | null; tier: TierCard | null; points: number | null }

/** Whose code it is. What is not known yet stays blank: the code itself must not wait for it. */
export const CodeHead = ({ nickname, tier, points }: CodeHeadProps) => (
  <Plate style={tier?.style ?? 'basic'} className="code-head">
    <View className="row gap12">
      <Avatar name={nickname} />
      <View className="grow">
        <View className="t15 bold cut">{nickname ?? '会员'}</View>
        <View className="t12 plate-quiet">{tier ? `${tier.name}会员` : '　'}</View>
      </View>
      {points === null ? null : (
        <View className="right">
          <View className="num n22">{pointsText(points)}</View>
          <View className="t12 plate-quiet">积分</View>
        </View>
      )}
    </View>
  </Plate>
)
