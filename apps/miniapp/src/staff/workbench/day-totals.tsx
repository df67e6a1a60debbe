import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { Card } from '../../ui/block/card'

type Totals = Output<'counter.day'>['totals']

/** One number and what it counts. */
export const Figure = ({ value, name, alarming = false }: { value: number; name: string; alarming?: boolean }) => (
  <View className="grow center">
    <View className={`num n28 ${alarming && value > 0 ? 'ink-danger' : ''}`}>{value}</View>
    <View className="t12 ink-3">{name}</View>
  </View>
)

/** The store's day in four numbers; in five when there was a door to mind. */
export const DayTotals = ({ totals, title = '今天本店' }: { totals: Totals; title?: string }) => (
  <Card className="top12" title={title}>
    <View className="row top12">
      <Figure value={totals.verified} name="核销" />
      <Figure value={totals.purchases} name="结账" />
      <Figure value={totals.enrolled} name="新会员" />
      {totals.admitted > 0 ? <Figure value={totals.admitted} name="入场" /> : null}
      <Figure value={totals.refused} name="拒绝" alarming />
    </View>
  </Card>
)
