import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon'
import type { IconName } from '../icon/names'
import './note.scss'

/** A quiet block inside a card or sheet: what to know before pressing. */
export const Note = ({
  icon,
  tone = 'plain',
  children,
}: {
  icon?: IconName
  tone?: 'plain' | 'warn' | 'ok'
  children: ReactNode
}) => (
  <View className={`note note-${tone}`}>
    {icon ? (
      <View className="note-icon">
        <Icon name={icon} size={16} bold />
      </View>
    ) : null}
    <View className="grow">{children}</View>
  </View>
)
