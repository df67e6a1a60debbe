import type { GatheringCard, Ticket } from '@huitou/shared/gathering/contract'
import { View } from '@tarojs/components'
import { openPage } from '../kit/navigate'
import { Chip } from '../ui/block/chip'
import { Press } from '../ui/press/press'
import { GatheringCover } from './cover'
import { leftText, stateChip } from './words'
import './row.scss'

type RowProps = { gathering: GatheringCard; ticket?: Ticket }

/** One gathering of a list; the whole of it opens it. */
export const GatheringRow = ({ gathering, ticket }: RowProps) => {
  const { gatheringId, kindWords, title, when, where, giftWords, state } = gathering
  const look = stateChip(gathering, ticket)
  const seats = [where, leftText(gathering)].filter((part) => part !== null).join(' · ')
  return (
    <Press
      className="gathering-row"
      label={[title, look.text, when, seats].join('，')}
      dim
      onPress={() => void openPage('gathering/show/index', { gatheringId })}
    >
      <GatheringCover of={gathering} className="gathering-row-picture" />
      <View className="grow">
        <View className="row wrap gap8">
          <Chip text={look.text} tone={look.tone} />
          <Chip text={kindWords} />
        </View>
        <View className="t15 bold top4">{title}</View>
        <View className="t12 ink-2 top4">{when}</View>
        <View className="t12 ink-3">{seats}</View>
        {giftWords === null || state === 'cancelled' ? null : <View className="t12 ink-brand top4">{giftWords}</View>}
      </View>
    </Press>
  )
}
