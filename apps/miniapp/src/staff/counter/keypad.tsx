import { View } from '@tarojs/components'
import { Icon } from '../../ui/icon/icon'
import { Press } from '../../ui/press/press'
import './keypad.scss'

const NUMBERS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

export type PadKey = (typeof NUMBERS)[number] | '0' | '.' | 'clear' | 'back'

const SAID: Partial<Record<PadKey, string>> = { clear: '清空', back: '删一位', '.': '点' }

type Props = { onKey: (key: PadKey) => void; disabled: boolean; corner: 'clear' | '.' }

const Face = ({ name }: { name: PadKey }) => {
  if (name === 'back') return <Icon name="left" size={28} />
  return <View className={name === 'clear' ? 't17' : 'num n28'}>{name === 'clear' ? '清空' : name}</View>
}

/** Large number keys, for one thumb. The corner clears, or puts a point. */
export const Keypad = ({ onKey, disabled, corner }: Props) => (
  <View className="keypad">
    {[...NUMBERS, corner, '0' as const, 'back' as const].map((key) => (
      <View key={key} className="keypad-cell">
        <Press className="keypad-key" label={SAID[key] ?? key} disabled={disabled} dim onPress={() => onKey(key)}>
          <Face name={key} />
        </Press>
      </View>
    ))}
  </View>
)
