import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { clockText, dayOf, dayText, endText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { signedPoints, STATE_OF } from './row-words'

type RowSheetProps = {
  row: PointsHistoryRow | null
  open: boolean
  today: number | null
  onClose: () => void
}

/** Where this row came from, until when it holds, and the number to name when asking about it. */
export const RowSheet = ({ row, open, today, onClose }: RowSheetProps) => {
  if (row === null) return null
  const gained = row.points > 0
  return (
    <Sheet
      title={gained ? '这笔积分怎么来的' : '这笔积分去哪了'}
      open={open}
      onClose={onClose}
      footer={<Btn size="medium" label="知道了" onPress={onClose} />}
    >
      <View className="row between items-baseline top4">
        <View className="row items-baseline gap8">
          <Text className={`num n40 ${gained ? 'ink-brand' : ''}`}>{signedPoints(row.points)}</Text>
          <Text className="t15 ink-2">积分</Text>
        </View>
        <Chip text={STATE_OF[row.kind]} tone={gained ? 'ok' : 'plain'} icon={gained ? 'check' : undefined} />
      </View>
      <View className="top12">
        <KV name="原因" value={row.reason} strong="plain" />
        <KV name="来源" value={row.source} />
        <KV name="时间" value={`${dayText(dayOf(row.at), today ?? undefined)} ${clockText(row.at)}`} />
        {row.expiresAt !== null && today !== null ? (
          <KV name="有效期" value={`${endText(row.expiresAt, today)} 前`} />
        ) : null}
        <KV name="这笔之后的余额" value={pointsText(row.balanceAfter)} />
        <KV name="编号" value={row.reference} />
      </View>
      <View className="t12 ink-3 top8">有疑问，把编号告诉店家就能查到。</View>
    </Sheet>
  )
}
