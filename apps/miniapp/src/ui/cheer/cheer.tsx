import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon'
import type { IconName } from '../icon/names'
import { Btn } from '../press/btn'
import './cheer.scss'

type CheerProps = {
  icon: IconName
  title: string
  /** What the only button says; it closes, and so does the ground around. */
  action: string
  next?: string | null
  onClose: () => void
  children: ReactNode
}

const RAYS = [0, 1, 2, 3, 4, 5, 6, 7]

/** A mark drawn once in less than 900 ms; whoever has asked for less motion sees the end of it at once. */
const Mark = ({ icon }: { icon: IconName }) => (
  <View className="cheer-mark" aria-hidden>
    {RAYS.map((ray) => (
      <View key={ray} className="cheer-ray" style={{ transform: `rotate(${ray * 45}deg)` }}>
        <View className="cheer-spark" />
      </View>
    ))}
    <View className="cheer-box">
      <View className="cheer-inner">
        <Icon name={icon} size={56} />
      </View>
    </View>
  </View>
)

/** Something good that just happened, once, over the page. */
export const Cheer = ({ icon, title, action, next = null, onClose, children }: CheerProps) => (
  <View className="cheer over-page" role="dialog" aria-label={title} aria-modal>
    <View className="cheer-mask" onClick={onClose} catchMove />
    <View className="cheer-card">
      <Mark icon={icon} />
      <View className="t22 top8">{title}</View>
      {children}
      <Btn className="top16" label={action} onPress={onClose} />
      {next === null ? null : <View className="t14 ink-2 top12">{next}</View>}
    </View>
  </View>
)

/** A coupon that came with it and lies in the wallet already. */
export const CheerCoupon = ({ name }: { name: string }) => (
  <View className="cheer-coupon">
    <View className="cheer-coupon-icon">
      <Icon name="ticket" />
    </View>
    <View className="grow">
      <View className="t15 bold">{name}</View>
      <View className="t12 ink-2">已放进卡包</View>
    </View>
  </View>
)
