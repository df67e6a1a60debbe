import { View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import type { IconName } from '../icon/names'
import './icon-block.scss'

export type IconTone = 'brand' | 'plain' | 'ok'

/** An icon on a small ground of its own, at the head of a row. */
export const IconBlock = ({ name, tone }: { name: IconName; tone: IconTone }) => (
  <View className={`icon-block icon-block-${tone}`} aria-hidden>
    <Icon name={name} size={22} />
  </View>
)
