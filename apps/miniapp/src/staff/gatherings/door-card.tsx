import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { serverNowMs } from '../../kit/clock'
import { Card } from '../../ui/block/card'
import { Chip, type ChipTone } from '../../ui/block/chip'
import { Figure } from '../workbench/day-totals'

type AtDoor = Output<'gathering.door'>['gatherings'][number]

/** Whether people are let in now, in a word. */
const doorChip = ({ cancelled, open, startsAt }: AtDoor): { text: string; tone: ChipTone } => {
  if (cancelled) return { text: '已取消', tone: 'danger' }
  if (open) return { text: '可以入场', tone: 'ok' }
  return new Date(startsAt).getTime() > serverNowMs()
    ? { text: '还没到入场时间', tone: 'plain' }
    : { text: '入场结束', tone: 'plain' }
}

/** One gathering at the door: who is expected, who has come. */
export const DoorCard = ({ gathering }: { gathering: AtDoor }) => {
  const { kindWords, title, when, where, open, cancelled, seats, held, came } = gathering
  return (
    <Card className="top12">
      <View className="row wrap gap8">
        <Chip {...doorChip(gathering)} />
        <Chip text={kindWords} />
      </View>
      <View className="t17 top8">{title}</View>
      <View className="t12 ink-2 top4">{when}</View>
      <View className="t12 ink-3">{where}</View>
      {cancelled ? null : (
        <View className="row top12">
          <Figure value={held} name={open ? '还没到' : '已报名'} />
          <Figure value={came} name="已到" />
          {seats === null ? null : <Figure value={seats} name="名额" />}
        </View>
      )}
    </Card>
  )
}
