import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { goBack } from '../../kit/navigate'
import { Icon } from '../../ui/icon/icon'
import { barSpace } from '../../ui/page/bar-space'
import { Press } from '../../ui/press/press'
import type { Landing } from './use-landing'
import './shop-head.scss'

type ShopHeadProps = { brand: Landing['brand'] | null; place: Landing['place'] }

const IN_STORE = new Set(['store', 'table', 'shelf', 'counter'])

const where = (place: Landing['place'], brand: Landing['brand'] | null) =>
  [place?.storeName, brand?.tagline].filter(Boolean).join(' · ')

/** The shop's name and front, so that one sees at once whose page this is. */
export const ShopHead = ({ brand, place }: ShopHeadProps) => {
  const [{ statusPx, barPx }] = useState(barSpace)
  return (
    <View className="shop-head" style={{ paddingTop: `${statusPx + barPx}px` }}>
      <View className="shop-mark" aria-hidden>
        <View className="art-hui" />
      </View>
      <Press className="shop-back" label="返回" dim onPress={() => void goBack()}>
        <View style={{ height: `${statusPx}px` }} />
        <Icon name="left" />
      </Press>
      <View className="shop-line">
        <View className="grow">
          {place ? (
            <View className="row gap4 t12 ink-brand">
              <Icon name="pin" size={16} bold />
              <Text>{IN_STORE.has(place.kind) ? '你正在本店' : place.label}</Text>
            </View>
          ) : null}
          <View className="t22 top8">{brand?.name ?? ''}</View>
          <View className="t15 ink-2">{where(place, brand)}</View>
        </View>
        <View className="art art-shop" aria-hidden>
          <View className="art-shop-wall" />
          <View className="art-shop-front" />
          <View className="art-shop-awning" />
          <View className="art-shop-stripe" />
        </View>
      </View>
    </View>
  )
}
