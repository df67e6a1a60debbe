import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { barSpace } from './bar-space'

/** The shop's mark and name, left of WeChat's capsule. */
export const BrandBar = ({ name }: { name: string }) => {
  const [{ statusPx, barPx }] = useState(barSpace)
  return (
    <View className="brand-bar" style={{ paddingTop: `${statusPx}px`, height: `${statusPx + barPx}px` }}>
      <View className="art art-logo" aria-hidden>
        <View className="art-logo-mark" />
      </View>
      <Text className="brand-bar-name cut">{name}</Text>
    </View>
  )
}
