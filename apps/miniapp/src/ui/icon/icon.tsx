import { View } from '@tarojs/components'
import type { IconName } from './names'

/** A line icon in the colour of the text around it. `bold` for 18 px and below. */
export const Icon = ({ name, size = 24, bold = false }: { name: IconName; size?: number; bold?: boolean }) => (
  <View
    className={`icon icon-${name}${bold ? ' icon-bold' : ''}`}
    style={size === 24 ? {} : { width: `${size}px`, height: `${size}px` }}
    aria-hidden
  />
)
