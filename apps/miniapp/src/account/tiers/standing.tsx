import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Icon } from '../../ui/icon/icon'
import { Progress } from '../../ui/meter/progress'
import { percentOf } from '../../ui/meter/share'
import { Plate } from '../../ui/plate/plate'

/** Where the member stands, and how far the next tier is. */
export const Standing = ({ mine: { growth, current, next, unitName, windowText } }: { mine: Output<'tier.mine'> }) => (
  <Plate style={current.style}>
    <View className="row gap8 t14 plate-quiet">
      <Icon name="crown" size={18} bold />
      <Text>当前等级</Text>
    </View>
    <View className="num n28 top4">{current.name}</View>
    <View className="row between t14 top16">
      <Text>{next ? `升${next.name}` : '已是最高等级'}</Text>
      <Text>{next ? `还差 ${pointsText(next.missing)} ${unitName}` : ''}</Text>
    </View>
    <View className="top8">
      <Progress
        thick
        percent={next ? percentOf(growth, next.growthFrom) : 100}
        label={next ? `升${next.name}` : '已是最高等级'}
      />
    </View>
    <View className="row between t12 plate-quiet top4">
      <Text>{`${windowText} ${pointsText(growth)}`}</Text>
      <Text>{next ? pointsText(next.growthFrom) : ''}</Text>
    </View>
  </Plate>
)
