import type { MallItem } from '@huitou/shared/mall/contract'
import { View } from '@tarojs/components'
import { GoodsCard, GoodsPicture } from '../../ui/coupon/goods-card'
import { itemNote } from './shelf-words'

export const Goods = ({ items, onLook }: { items: readonly MallItem[]; onLook: (item: MallItem) => void }) => (
  <View className="goods-list">
    {items.map((item) => (
      <GoodsCard
        key={item.id}
        name={item.name}
        points={item.points}
        note={itemNote(item)}
        picture={<GoodsPicture picture={item.picture} className="goods-picture" />}
        onPress={() => onLook(item)}
      />
    ))}
  </View>
)
