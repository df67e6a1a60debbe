import type { TierCard } from '@huitou/shared/tier/contract'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './plate.scss'

export type TierStyle = TierCard['style']

/** The ground of a member's card: the tier's own colours, which no shop changes, and the concentric mark in the corner. */
export const Plate = ({
  style,
  className = '',
  children,
}: {
  style: TierStyle
  className?: string
  children: ReactNode
}) => (
  <View className={`plate plate-${style} ${className}`}>
    <View className="plate-mark" aria-hidden>
      <View className="art-hui" />
    </View>
    <View className="plate-inside">{children}</View>
  </View>
)
