import { Text, View } from '@tarojs/components'
import { Icon } from '../icon/icon'
import type { IconName } from '../icon/names'
import { Press } from './press'
import './btn.scss'

export type BtnLook = {
  label: string
  /** `go` is the counter's green go-ahead. */
  kind?: 'main' | 'soft' | 'line' | 'go'
  /** Heights 64, 52, 48, 44, 32; the smallest still takes taps over 44. */
  size?: 'counter' | 'large' | 'standard' | 'medium' | 'small'
  icon?: IconName
  /** A request is running: the words stay, a ring turns, taps are ignored. */
  busy?: boolean
  disabled?: boolean
  className?: string
}

export const btnClass = ({ kind = 'main', size = 'standard', disabled, className = '' }: BtnLook) =>
  `btn btn-${disabled ? 'off' : kind} btn-${size} ${className}`

export const BtnFace = ({ label, icon, busy, size }: BtnLook) => (
  <>
    {busy ? <View className="btn-ring" /> : null}
    {icon !== undefined && !busy ? (
      <Icon name={icon} size={size === 'small' ? 16 : 20} bold={size === 'small'} />
    ) : null}
    <Text>{label}</Text>
  </>
)

export const Btn = ({ onPress, ...look }: BtnLook & { onPress: () => void }) => (
  <Press
    className={btnClass(look)}
    label={look.label}
    disabled={look.disabled === true || look.busy === true}
    onPress={onPress}
  >
    <BtnFace {...look} />
  </Press>
)
