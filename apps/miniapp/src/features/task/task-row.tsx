import type { TaskCard } from '@huitou/shared/task/contract'
import type { Day } from '@huitou/shared/kit/day'
import { Text, View } from '@tarojs/components'
import { Chip } from '../../ui/block/chip'
import { IconBlock } from '../../ui/block/icon-block'
import { Progress } from '../../ui/meter/progress'
import { percentOf } from '../../ui/meter/share'
import { Btn } from '../../ui/press/btn'
import { wayOf } from './go'
import { countText, noteLines, rewardText, stateChip, titleText } from './words'
import './task-row.scss'

type TaskRowProps = {
  card: TaskCard
  today: Day | null
  busy: boolean
  onClaim: () => void
  /** On the home page: without what is only to be read. */
  short?: boolean
}

/** The one thing to do about it, or how it stands. */
const TaskEnd = ({ card, busy, onClaim }: Pick<TaskRowProps, 'card' | 'busy' | 'onClaim'>) => {
  const chip = stateChip(card)
  const way = wayOf(card.goal.kind)
  if (chip) return <Chip {...chip} />
  if (card.state === 'claimable') return <Btn size="small" label="领取" busy={busy} onPress={onClaim} />
  if (!('go' in way)) return null
  return <Btn kind="soft" size="small" label={way.label} onPress={() => void way.go()} />
}

const Bar = ({ card }: { card: TaskCard }) => (
  <View className="row gap8 top4">
    <View className="grow">
      <Progress percent={percentOf(card.count, card.target)} label={card.name} />
    </View>
    <Text className="num t12 ink-2">{countText(card)}</Text>
  </View>
)

export const TaskRow = ({ card, today, busy, onClaim, short = false }: TaskRowProps) => (
  <View className="task-row">
    <IconBlock name={wayOf(card.goal.kind).icon} tone={card.state === 'claimed' ? 'ok' : 'brand'} />
    <View className="task-words">
      <View className="t15 bold">{titleText(card, today)}</View>
      <View className="t12 ink-brand">{rewardText(card)}</View>
      <View className="t12 ink-2">{card.goalWords}</View>
      {short || card.about === null ? null : <View className="t12 ink-3">{card.about}</View>}
      {card.target > 1 && card.state !== 'claimed' ? <Bar card={card} /> : null}
      {short
        ? null
        : noteLines(card, today).map((line) => (
            <View key={line} className="t12 ink-3 top4">
              {line}
            </View>
          ))}
    </View>
    <View className="task-end">
      <TaskEnd card={card} busy={busy} onClaim={onClaim} />
    </View>
  </View>
)
