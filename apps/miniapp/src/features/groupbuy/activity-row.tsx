import type { ActivityCard } from '@huitou/shared/groupbuy/contract'
import { Text, View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { yuanText } from '../../kit/number'
import { Chip } from '../../ui/block/chip'
import { Press } from '../../ui/press/press'
import { Cover } from '../mall/cover'
import { bestPrice, sizesText, soldText } from './words'
import './activity-row.scss'

/** One group-buy of a list; the whole of it opens it. */
export const ActivityRow = ({ activity }: { activity: ActivityCard }) => {
  const { priceFen } = bestPrice(activity)
  const from = activity.prices.length > 1 ? '起' : ''
  const sold = soldText(activity)
  return (
    <Press
      className="group-row"
      label={`${activity.name}，${sizesText(activity)}，${yuanText(priceFen)} 元${from}`}
      dim
      onPress={() => void openPage('groupbuy/detail/index', { activityId: activity.id })}
    >
      <Cover of={activity} className="group-row-picture" />
      <View className="grow">
        <View className="t15 bold">{activity.name}</View>
        <View className="row wrap gap8 top4">
          <Chip text={sizesText(activity)} tone="brand" />
          {activity.newcomersOnly ? <Chip text="新客参团" /> : null}
        </View>
        <View className="row wrap gap8 items-baseline top4">
          <View>
            <Text className="num n22 ink-brand">{`¥${yuanText(priceFen)}`}</Text>
            {from === '' ? null : <Text className="t12 ink-2">{` ${from}`}</Text>}
          </View>
          <Text className="t12 ink-3">{`单买 ¥${yuanText(activity.singlePriceFen)}`}</Text>
        </View>
        {sold === '' ? null : <View className="t12 ink-3">{sold}</View>}
      </View>
    </Press>
  )
}
