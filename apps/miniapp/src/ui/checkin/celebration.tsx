import type { CheckInResult } from '@huitou/shared/checkin/contract'
import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import { KV } from '../block/kv'
import { Btn } from '../press/btn'
import './celebration.scss'

type CelebrationProps = { result: CheckInResult; title: string; next: string | null; onClose: () => void }

const RAYS = [0, 1, 2, 3, 4, 5, 6, 7]

/** A mark drawn once in less than 900 ms; whoever has asked for less motion sees the end of it at once. */
const Mark = () => (
  <View className="cheer-mark" aria-hidden>
    {RAYS.map((ray) => (
      <View key={ray} className="cheer-ray" style={{ transform: `rotate(${ray * 45}deg)` }}>
        <View className="cheer-spark" />
      </View>
    ))}
    <View className="cheer-box">
      <View className="cheer-inner">
        <Icon name="check" size={56} />
      </View>
    </View>
  </View>
)

const Coupon = ({ name }: { name: string }) => (
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

export const Celebration = ({ result: { points, parts, coupon }, title, next, onClose }: CelebrationProps) => (
  <View className="cheer over-page" role="dialog" aria-label={title} aria-modal>
    <View className="cheer-mask" onClick={onClose} catchMove />
    <View className="cheer-card">
      <Mark />
      <View className="t22 top8">{title}</View>
      <View className="row middle items-baseline gap8 top8 ink-brand">
        <Text className="num n56">+{points}</Text>
        <Text className="t17">积分</Text>
      </View>
      <View className="cheer-parts top12">
        {parts.map((part) => (
          <KV key={part.label} name={part.label} value={`+${part.points}`} strong="plain" />
        ))}
      </View>
      {coupon ? <Coupon name={coupon.name} /> : null}
      <Btn className="top16" label="好的，收下" onPress={onClose} />
      {next ? <View className="t14 ink-2 top12">{next}</View> : null}
    </View>
  </View>
)
