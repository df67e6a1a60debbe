import { View } from '@tarojs/components'
import { Press } from '../../ui/press/press'
import './stepper.scss'

type Props = {
  name: string
  value: number
  min: number
  max: number
  step?: number
  text?: string
  onChange: (value: number) => void
}

/** A number changed by pressing: large enough for a thumb, and never out of its bounds. */
export const Stepper = ({ name, value, min, max, step = 1, text, onChange }: Props) => (
  <View className="stepper" aria-label={`${name} ${text ?? value}`}>
    <Press
      className="stepper-key"
      label={`减少${name}`}
      disabled={value <= min}
      onPress={() => onChange(Math.max(min, value - step))}
    >
      <View className="num n28">−</View>
    </Press>
    <View className="stepper-value num t17">{text ?? value}</View>
    <Press
      className="stepper-key"
      label={`增加${name}`}
      disabled={value >= max}
      onPress={() => onChange(Math.min(max, value + step))}
    >
      <View className="num n28">+</View>
    </Press>
  </View>
)
