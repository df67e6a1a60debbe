import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { dayText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { Progress } from '../../ui/meter/progress'
import { percentOf } from '../../ui/meter/share'

type Mine = Output<'tier.mine'>
type Held = { needed: number; have: number; missing: number }

const Meter = ({ held: { needed, have, missing }, unitName }: { held: Held; unitName: string }) => (
  <>
    <View className="row between t14">
      <Text>{missing > 0 ? `还差 ${pointsText(missing)} ${unitName}` : '已经够了，放心'}</Text>
      <Text className="ink-3">{`${pointsText(have)} / ${pointsText(needed)}`}</Text>
    </View>
    <View className="top8">
      <Progress thick percent={percentOf(have, needed)} label="保级进度" />
    </View>
  </>
)

const whenText = ({ keep, grace, current }: Mine, today: number | undefined) => {
  if (grace) return `宽限到 ${dayText(grace.lastDay, today)}，补上就还是${current.name}`
  if (!keep) return ''
  const after = keep.projected.level < current.level ? `，不够的话变成${keep.projected.name}` : ''
  return `下次核查 ${dayText(keep.by, today)}${after}`
}

/** What keeps the tier, by when, and what happens otherwise. Nothing where nothing can be lost. */
export const KeepCard = ({ mine, today }: { mine: Mine; today: number | undefined }) => {
  const held = mine.grace ?? mine.keep
  if (!held && !mine.byHand) return null
  return (
    <Card title={`保住${mine.current.name}`}>
      {mine.warning ? (
        <Note icon="alert" tone="warn">
          <Text className="t14">{mine.warning}</Text>
        </Note>
      ) : null}
      {held ? (
        <View className="top8">
          <Meter held={held} unitName={mine.unitName} />
          <View className="t12 ink-3 top8">{whenText(mine, today)}</View>
        </View>
      ) : null}
      {mine.byHand ? (
        <View className="t12 ink-3 top8">
          {`店家给的等级：${mine.byHand.reason}${mine.byHand.lastDay === null ? '' : `，到 ${dayText(mine.byHand.lastDay, today)}`}`}
        </View>
      ) : null}
    </Card>
  )
}
