import { Input, View } from '@tarojs/components'
import './field.scss'

type Props = {
  label: string
  placeholder: string
  max: number
  value: string
  spaced?: boolean
  /** Which keyboard the phone brings up. */
  keys?: 'text' | 'number' | 'digit'
  onChange: (text: string) => void
}

/** One line to type in. The frame is a view: a browser's input inside Taro's fills its box only when the box is a row. */
export const Field = ({ label, placeholder, max, value, spaced = false, keys = 'text', onChange }: Props) => (
  <View className={`field ${spaced ? 'field-spaced' : ''}`}>
    <Input
      className="field-input"
      aria-label={label}
      type={keys}
      placeholder={placeholder}
      placeholderClass="field-placeholder"
      maxlength={max}
      value={value}
      onInput={(event) => onChange(event.detail.value)}
    />
  </View>
)
