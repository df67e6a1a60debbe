import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import type { IconName } from '../icon/names'
import { Press } from '../press/press'
import './chip.scss'

/** Colours mean the same everywhere: ok = done, warn = soon, danger = nearly gone or refused, info = under way. */
export type ChipTone = 'plain' | 'brand' | 'ok' | 'warn' | 'danger' | 'info'

export const Chip = ({ text, tone = 'plain', icon }: { text: string; tone?: ChipTone; icon?: IconName }) => (
  <View className={`chip chip-${tone}`}>
    {icon ? <Icon name={icon} size={14} bold /> : null}
    <Text>{text}</Text>
  </View>
)

export const FilterChip = ({ text, on, onPress }: { text: string; on: boolean; onPress: () => void }) => (
  <Press className={`filter ${on ? 'filter-on' : ''}`} role="tab" selected={on} label={text} onPress={onPress}>
    <Text>{text}</Text>
  </Press>
)
