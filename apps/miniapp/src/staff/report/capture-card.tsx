import type { AttributionRow } from '@huitou/shared/attribution/contract'
import { View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { percentText } from './words'

const rateText = (permille: number | null) => (permille === null ? '还算不出' : percentText(permille))

/** Of the people who walked in, how many scanned and joined; only on the days for which somebody counted. */
export const CaptureCard = ({ row }: { row: AttributionRow | undefined }) => (
  <Card className="top12" title="进店转化">
    {row && row.walkIns !== null ? (
      <>
        <KV name="进店人数" value={`${row.walkIns} 人`} />
        <KV name="扫码占进店" value={rateText(row.scanCapturePermille)} />
        <KV name="入会占进店" value={rateText(row.joinCapturePermille)} strong="plain" />
        <View className="t12 ink-3 top8">只算填过进店人数的那些天</View>
      </>
    ) : (
      <View className="t14 ink-3 top8">填了进店人数，才知道多少人走过了没扫码。在下面填今天的</View>
    )}
  </Card>
)
