import type { AttributionReport } from '@huitou/shared/attribution/contract'
import { View } from '@tarojs/components'
import { yuanText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Figure } from '../workbench/day-totals'

/** The period in four steps: who scanned, joined, bought, and for how much. */
export const PeriodCard = ({ title, report }: { title: string; report: AttributionReport }) => {
  const { total, complete } = report
  return (
    <Card className="top12" title={title}>
      <View className="row top12">
        <Figure value={total.scans} name="扫码" />
        <Figure value={total.joins} name="新会员" />
        <Figure value={total.buyers} name="首次消费" />
      </View>
      <View className="hairline" />
      <KV name="新会员 30 天内消费" value={`¥${yuanText(total.spentFen)}`} strong="plain" />
      {complete || total.joins === 0 ? null : (
        <View className="top8">
          <Note icon="info">有人入会还不满 30 天，首次消费和消费额还会涨。</Note>
        </View>
      )}
    </Card>
  )
}
