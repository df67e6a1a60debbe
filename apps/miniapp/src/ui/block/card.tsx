import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon'
import { Press } from '../press/press'
import './card.scss'

type More = { text: string; onPress?: () => void }

const CardHead = ({ title, more, end }: { title: string; more?: More; end?: ReactNode }) => (
  <View className="card-head">
    <Text className="t17 grow">{title}</Text>
    {more ? <MoreLink {...more} /> : end}
  </View>
)

const MoreLink = ({ text, onPress }: More) =>
  onPress ? (
    <Press className="card-more" label={text} dim onPress={onPress}>
      <Text>{text}</Text>
      <Icon name="right" size={14} bold />
    </Press>
  ) : (
    <Text className="card-more">{text}</Text>
  )

type CardProps = { title?: string; more?: More; end?: ReactNode; className?: string; children: ReactNode }

export const Card = ({ title, more, end, className = '', children }: CardProps) => (
  <View className={`card ${className}`}>
    {title === undefined ? null : <CardHead title={title} more={more} end={end} />}
    {children}
  </View>
)

/** A titled block on the page's own ground. */
export const Section = ({ title, more, children }: { title: string; more?: More; children: ReactNode }) => (
  <View className="section">
    <CardHead title={title} more={more} />
    {children}
  </View>
)
