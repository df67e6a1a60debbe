import { View } from '@tarojs/components'
import { Icon } from '../../ui/icon/icon'
import type { IconName } from '../../ui/icon/names'
import { Press } from '../../ui/press/press'
import './shortcuts.scss'

export type Shortcut = { icon: IconName; text: string; onPress: () => void }

/** What else a clerk does all day, one thumb away. */
export const Shortcuts = ({ shortcuts }: { shortcuts: readonly Shortcut[] }) => (
  <View className="shortcuts">
    {shortcuts.map(({ icon, text, onPress }) => (
      <Press key={text} className="shortcut" label={text} dim onPress={onPress}>
        <Icon name={icon} size={28} />
        <View className="t15">{text}</View>
      </Press>
    ))}
  </View>
)
