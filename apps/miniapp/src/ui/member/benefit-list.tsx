import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import './benefit-list.scss'

/** What a tier or a card gives, a line each. */
export const BenefitList = ({ benefits }: { benefits: readonly string[] }) => (
  <View className="top8">
    {benefits.map((benefit) => (
      <View key={benefit} className="benefit t14">
        <Icon name="check" size={16} bold />
        <Text className="grow">{benefit}</Text>
      </View>
    ))}
  </View>
)
