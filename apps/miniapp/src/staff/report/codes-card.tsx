import type { AttributionRow } from '@huitou/shared/attribution/contract'
import { View } from '@tarojs/components'
import { Card } from '../../ui/block/card'
import { funnelText, valueText } from './words'
import './codes-card.scss'

const Code = ({ row }: { row: AttributionRow }) => (
  <View className="report-code">
    <View className="t15 bold">{row.name}</View>
    <View className="t14 top4">{funnelText(row)}</View>
    <View className="t12 ink-3 top4">{valueText(row)}</View>
  </View>
)

/** What each code of the store brought, most new members first. */
export const CodesCard = ({ rows }: { rows: readonly AttributionRow[] }) => (
  <Card className="top12" title="每个码带来的">
    {rows.map((row) => (
      <Code key={row.id} row={row} />
    ))}
    {rows.length === 0 ? (
      <View className="t14 ink-3 top8">这段时间还没有人扫本店的码。把码放到收银台和桌上，结账时请客人扫一扫</View>
    ) : null}
  </Card>
)
