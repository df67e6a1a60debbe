import type { MallItem } from '@huitou/shared/mall/contract'
import { View } from '@tarojs/components'
import { GoodsCard } from '../../ui/coupon/goods-card'
import { itemNote } from '../coupon/words'

export const Goods = ({ items, onLook }: { items: readonly MallItem[]; onLook: (item: MallItem) => void }) => (
  <View className="goods-list">
    {items.map((item) => (
      <GoodsCard key={item.id} item={item} note={itemNote(item)} onPress={() => onLook(item)} />
    ))}
  </View>
)
