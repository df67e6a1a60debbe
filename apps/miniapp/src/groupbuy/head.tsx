import { Text, View } from '@tarojs/components'
import type { ActivityCard } from '@huitou/shared/groupbuy/contract'
import { Cover } from '../features/mall/cover'
import { yuanText } from '../kit/number'
import './head.scss'

type HeadProps = {
  of: Pick<ActivityCard, 'name' | 'drawing' | 'cover'>
  note: string
  priceFen: number
  /** Other teams cost more. */
  from?: boolean
  singlePriceFen?: number
}

/** What it is and what it costs, at the top of a page about one team or order (UI 11). */
export const Head = ({ of, note, priceFen, from = false, singlePriceFen }: HeadProps) => (
  <View className="group-head">
    <Cover of={of} className="group-head-picture" />
    <View className="grow">
      <View className="t17">{of.name}</View>
      <View className="t12 ink-2 top4">{note}</View>
      <View className="row wrap gap8 items-baseline top4">
        <Text className="num n28 ink-brand">{`¥${yuanText(priceFen)}`}</Text>
        {from ? <Text className="t12 ink-brand">起</Text> : null}
        {singlePriceFen === undefined ? null : <Text className="t12 ink-3">{`单买 ¥${yuanText(singlePriceFen)}`}</Text>}
      </View>
    </View>
  </View>
)
