import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

type PressProps = {
  /** What a screen reader says; needed where the content is no plain text. */
  label?: string
  className?: string
  disabled?: boolean
  /** Large areas dim instead of shrinking. */
  dim?: boolean
  selected?: boolean
  role?: 'button' | 'tab' | 'checkbox' | 'radio' | 'link'
  onPress: () => void
  children?: ReactNode
}

/** Anything that can be pressed. A disabled one takes no taps at all: WeChat still reports taps on what merely looks disabled. */
export const Press = ({
  label,
  className = '',
  disabled,
  dim,
  selected,
  role = 'button',
  onPress,
  children,
}: PressProps) => (
  <View
    className={className}
    hoverClass={disabled ? 'none' : dim ? 'pressed-dim' : 'pressed'}
    hoverStayTime={80}
    role={role}
    aria-label={label}
    aria-disabled={disabled}
    aria-selected={role === 'tab' ? selected : undefined}
    aria-checked={role === 'checkbox' || role === 'radio' ? selected : undefined}
    onClick={disabled ? undefined : onPress}
  >
    {children}
  </View>
)
