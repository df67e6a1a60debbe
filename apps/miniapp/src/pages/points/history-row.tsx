import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import { Text, View } from '@tarojs/components'
import { clockText, dayOf, dayText } from '../../kit/time'
import { IconBlock } from '../../ui/block/icon-block'
import { Press } from '../../ui/press/press'
import { ICON_OF, signedPoints } from './row-words'
import './history-row.scss'

type HistoryRowProps = { row: PointsHistoryRow; today: number | null; onPress: () => void }

export const HistoryRow = ({ row, today, onPress }: HistoryRowProps) => (
  <Press
    className="history-row"
    label={`${row.reason}，${signedPoints(row.points)} 积分，看来历`}
    dim
    onPress={onPress}
  >
    <IconBlock name={ICON_OF[row.kind]} tone="plain" />
    <View className="grow">
      <View className="t15">{row.reason}</View>
      <View className="t12 ink-3">{`${dayText(dayOf(row.at), today ?? undefined)} ${clockText(row.at)}`}</View>
    </View>
    <Text className={`t17 nowrap ${row.points > 0 ? 'ink-brand' : ''}`}>{signedPoints(row.points)}</Text>
  </Press>
)
