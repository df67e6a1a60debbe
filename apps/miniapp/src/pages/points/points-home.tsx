import { View } from '@tarojs/components'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { AskedView } from '../../features/asked/asked-view'
import { usePointsTab, type PointsTab } from '../../features/points/tab'
import { Tabs } from '../../ui/block/tabs'
import { BalanceCard } from './balance-card'
import { History } from './history'
import { Mall } from './mall'

const TABS = [
  { key: 'history', text: '积分明细' },
  { key: 'mall', text: '积分商城' },
] as const satisfies readonly { key: PointsTab; text: string }[]

export const PointsHome = () => {
  const balance = useAsk('points.balance', {})
  const today = useToday()
  const tab = usePointsTab((known) => known.tab)
  return (
    <View>
      <AskedView asked={balance} bones={[96]} failed="积分没有取到">
        {(data) => <BalanceCard balance={data} today={today} />}
      </AskedView>
      <Tabs tabs={TABS} active={tab} onChange={(next) => usePointsTab.setState({ tab: next })} />
      <View className="top12">
        {tab === 'history' ? <History balance={balance} today={today} /> : <Mall balance={balance} today={today} />}
      </View>
    </View>
  )
}
