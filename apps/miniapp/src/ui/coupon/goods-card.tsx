import type { Drawing } from '@huitou/shared/mall/schema'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { pointsText, yuanText } from '../../kit/number'
import { Press } from '../press/press'
import './goods-card.scss'

export const GoodsPicture = ({ picture, className }: { picture: Drawing; className: string }) => (
  <View className={`art-goods art-goods-${picture} ${className}`} aria-hidden />
)

type GoodsCardProps = {
  name: string
  points: number
  /** What is paid in money besides. */
  cashFen?: number
  note: string
  picture: ReactNode
  /** A word on the picture: 新品, 畅销, 限时. */
  flag?: string | null
  onPress: () => void
}

/** What can be had for points, a third of a line wide. */
export const GoodsCard = ({ name, points, cashFen = 0, note, picture, flag = null, onPress }: GoodsCardProps) => (
  <Press
    className="goods"
    label={[name, `${points} 积分${cashFen > 0 ? ` + ${yuanText(cashFen)} 元` : ''}`, flag, note]
      .filter(Boolean)
      .join('，')}
    dim
    onPress={onPress}
  >
    {picture}
    {flag === null ? null : <View className="goods-flag">{flag}</View>}
    <View className="goods-body">
      <View className="t14 bold goods-name">{name}</View>
      <View className="t12 ink-3 goods-price">
        <View className="t15 bold ink-brand">{pointsText(points)}</View>
        <View>{cashFen > 0 ? `积分 + ${yuanText(cashFen)} 元` : '积分'}</View>
      </View>
      <View className="t12 ink-3">{note}</View>
    </View>
  </Press>
)
