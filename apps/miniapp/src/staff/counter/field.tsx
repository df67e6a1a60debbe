import { Input, View } from '@tarojs/components'
import './field.scss'

type Props = {
  /** What a screen reader says. */
  label: string
  placeholder: string
  max: number
  value: string
  /** Wide letters, for a code. */
  spaced?: boolean
  onChange: (value: string) => void
}

/** One line to type in. The frame is a view: a browser's input inside Taro's fills its box only when the box is a row. */
export const Field = ({ label, placeholder, max, value, spaced = false, onChange }: Props) => (
  <View className={`field ${spaced ? 'field-spaced' : ''}`}>
    <Input
      className="field-input"
      aria-label={label}
      placeholder={placeholder}
      placeholderClass="field-placeholder"
      maxlength={max}
      value={value}
      onInput={(event) => onChange(event.detail.value)}
    />
  </View>
)
