import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon'
import type { IconName } from '../icon/names'
import { IconBlock, type IconTone } from './icon-block'
import { Press } from '../press/press'
import './row-item.scss'

type RowItemProps = {
  icon?: IconName
  tone?: IconTone
  title: string
  note?: string
  /** One of: a value, a chip, a small button. */
  end?: ReactNode
  /** With it the whole row can be pressed and shows an arrow. */
  onPress?: () => void
}

const Inside = ({ icon, tone = 'brand', title, note, end, onPress }: RowItemProps) => (
  <>
    {icon ? <IconBlock name={icon} tone={tone} /> : null}
    <View className="grow">
      <View className="t15">{title}</View>
      {note === undefined ? null : <View className="t12 ink-3">{note}</View>}
    </View>
    {typeof end === 'string' ? <Text className="row-end t14 ink-3">{end}</Text> : end}
    {onPress ? <Icon name="right" size={16} bold /> : null}
  </>
)

export const RowItem = (props: RowItemProps) =>
  props.onPress ? (
    <Press
      className="row-item"
      label={[props.title, props.note].filter(Boolean).join('，')}
      dim
      onPress={props.onPress}
    >
      <Inside {...props} />
    </Press>
  ) : (
    <View className="row-item">
      <Inside {...props} />
    </View>
  )
