import { Textarea, View } from '@tarojs/components'
import './area.scss'

type Props = { label: string; placeholder: string; max: number; value: string; onChange: (text: string) => void }

/** A few lines to type in. */
export const Area = ({ label, placeholder, max, value, onChange }: Props) => (
  <View className="area">
    <Textarea
      className="area-input"
      aria-label={label}
      placeholder={placeholder}
      placeholderClass="area-placeholder"
      maxlength={max}
      value={value}
      onInput={(event) => onChange(event.detail.value)}
    />
  </View>
)

/** As it is sent: one paragraph, for lines would be refused. */
export const paragraphOf = (typed: string) => typed.replace(/\s+/g, ' ').trim()
