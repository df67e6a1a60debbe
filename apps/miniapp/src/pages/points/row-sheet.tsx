import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { clockText, dayOf, dayText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { AskedView } from '../../features/asked/asked-view'
import { Chip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { signedPoints, stateOf } from './row-words'

/** By which rule it is this many, what a limit cut, and until when it holds: asked for when somebody wants to know. */
const Explanation = ({ txnId }: { txnId: string }) => {
  const asked = useAsk('earning.explain', { txnId })
  return (
    <AskedView asked={asked} bones={[48]} failed="来历没有取到" saysStale={false}>
      {({ versionId, lines, cuts, rules, expiry }) => (
        <>
          {/* What no rule decided is told by the rows below: its reason and its source. */}
          {(versionId === null ? [] : lines).map(({ zh }) => (
            <View key={zh} className="t14 ink-2 top4">
              {zh}
            </View>
          ))}
          {cuts.map(({ zh }) => (
            <View key={zh} className="top8">
              <Note icon="info" tone="warn">
                <Text className="t14">{zh}</Text>
              </Note>
            </View>
          ))}
          {rules.map(({ title, words }) => (
            <KV key={title} name={title} value={words.zh} />
          ))}
          {expiry.zh === '' ? null : <KV name="有效期" value={expiry.zh} />}
        </>
      )}
    </AskedView>
  )
}

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
        <Chip text={stateOf(row)} tone={gained ? 'ok' : 'plain'} icon={gained ? 'check' : undefined} />
      </View>
      <View className="top12">
        <Explanation key={row.id} txnId={row.id} />
        <KV name="原因" value={row.reason} strong="plain" />
        <KV name="来源" value={row.source} />
        <KV name="时间" value={`${dayText(dayOf(row.at), today ?? undefined)} ${clockText(row.at)}`} />
        <KV name="这笔之后的余额" value={pointsText(row.balanceAfter)} />
        <KV name="编号" value={row.reference} />
      </View>
      <View className="t12 ink-3 top8">有疑问，把编号告诉店家就能查到。</View>
    </Sheet>
  )
}
