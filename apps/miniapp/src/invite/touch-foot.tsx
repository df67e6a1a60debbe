import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { JoinAndClaim } from '../features/joining/join-and-claim'
import { Btn } from '../ui/press/btn'

type TouchFootProps = {
  /** It is known through whom they came. */
  touched: boolean
  failed: boolean
  /** What is missing until it is. */
  lacking: string
  again: () => void
  onJoined: (gifts: Output<'joining.join'>['gifts']) => Promise<void>
}

/** Joining, once it is known through whom: who joins is somebody's only then. */
export const TouchFoot = ({ touched, failed, lacking, again, onJoined }: TouchFootProps) => {
  if (touched) return <JoinAndClaim label="微信一键加入" later="先看看" onJoined={onJoined} />
  if (!failed) return <Btn size="large" label="微信一键加入" busy onPress={again} />
  return (
    <View>
      <View className="t12 ink-2 center">{lacking}</View>
      <Btn className="top8" size="large" label="再试一次" onPress={again} />
    </View>
  )
}
