import type { MallItem } from '@huitou/shared/mall/contract'
import { View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Press } from '../press/press'
import './goods-card.scss'

export const GoodsPicture = ({ picture, className }: { picture: MallItem['picture']; className: string }) => (
  <View className={`art-goods art-goods-${picture} ${className}`} aria-hidden />
)

/** What can be had for points, a third of a line wide. */
export const GoodsCard = ({ item, note, onPress }: { item: MallItem; note: string; onPress: () => void }) => (
  <Press className="goods" label={`${item.name}，${item.points} 积分，${note}`} dim onPress={onPress}>
    <GoodsPicture picture={item.picture} className="goods-picture" />
    <View className="goods-body">
      <View className="t14 bold goods-name">{item.name}</View>
      <View className="t12 ink-3 goods-price">
        <View className="t15 bold ink-brand">{pointsText(item.points)}</View>
        <View>积分</View>
      </View>
      <View className="t12 ink-3">{note}</View>
    </View>
  </Press>
)
