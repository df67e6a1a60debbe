import type { CouponFace } from '@huitou/shared/coupon/face-schema'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Chip, type ChipTone } from '../block/chip'
import { Press } from '../press/press'
import { amountOf, conditionOf, spokenFace } from './face'
import './ticket.scss'

type TicketProps = {
  face: CouponFace
  /** Scope and end, or when and where it was used. */
  lines: readonly string[]
  tag?: { text: string; tone: ChipTone } | null
  /** Used, expired, or not usable today: grey. */
  off?: boolean
  /** A round stamp over a coupon whose life is over. */
  stamp?: string | null
  end?: ReactNode
  /** The ground under it, for the holes: the page, or a card. */
  ground?: 'page' | 'card' | 'soft'
  onPress?: () => void
}

export const Amount = ({ face, size }: { face: CouponFace; size: 'n28' | 'n40' }) => {
  const { before, value, after } = amountOf(face)
  return (
    <View className={`num ${size} nowrap`}>
      {before ? <Text className="ticket-unit">{before}</Text> : null}
      <Text>{value}</Text>
      {after ? <Text className="ticket-unit">{after}</Text> : null}
    </View>
  )
}

const Inside = ({ face, lines, tag, stamp, end }: TicketProps) => (
  <>
    <View className="ticket-amount">
      <Amount face={face} size="n28" />
      <View className="t12 top4">{conditionOf(face)}</View>
    </View>
    <View className="ticket-body">
      <View className="grow">
        <View className="t15 bold">{face.name}</View>
        {lines.map((line) => (
          <View key={line} className="t12 ink-3 ticket-line">
            {line}
          </View>
        ))}
        {tag ? (
          <View className="ticket-tag">
            <Chip text={tag.text} tone={tag.tone} />
          </View>
        ) : null}
      </View>
      {stamp ? <View className="ticket-stamp">{stamp}</View> : null}
      {end}
    </View>
  </>
)

export const Ticket = (props: TicketProps) => {
  const className = `ticket ticket-on-${props.ground ?? 'page'} ${props.off ? 'ticket-off' : ''}`
  const label = [spokenFace(props.face), ...props.lines, props.tag?.text, props.stamp].filter(Boolean).join('，')
  return props.onPress ? (
    <Press className={className} label={label} dim onPress={props.onPress}>
      <Inside {...props} />
    </Press>
  ) : (
    <View className={className}>
      <Inside {...props} />
    </View>
  )
}
