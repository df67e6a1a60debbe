import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/icon/icon'
import type { IconName } from '../../ui/icon/names'
import './verdict.scss'

type Props = {
  tone: 'ok' | 'danger'
  /** Instead of the tick or cross. */
  icon?: IconName
  title: string
  detail: ReactNode
  children: ReactNode
}

/** The conclusion first, in word, sign and colour; what it rests on beneath. */
export const Verdict = ({ tone, icon, title, detail, children }: Props) => (
  <View className="verdict">
    <View className={`verdict-band verdict-${tone}`} role="alert">
      <View className="verdict-sign">
        <Icon name={icon ?? (tone === 'ok' ? 'check' : 'close')} size={28} />
      </View>
      <View className="grow">
        <Text className="t22">{title}</Text>
        <View className="t14">{detail}</View>
      </View>
    </View>
    <View className="verdict-body">{children}</View>
  </View>
)
