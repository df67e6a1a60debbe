import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { usePointsTab } from '../../features/points/tab'
import { pointsText } from '../../kit/number'
import { dayText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'

type ExpiringSheetProps = { balance: Output<'points.balance'>; today: number; open: boolean; onClose: () => void }

/** What ends soon, day by day. */
export const ExpiringSheet = ({ balance, today, open, onClose }: ExpiringSheetProps) => {
  const toMall = () => {
    onClose()
    usePointsTab.setState({ tab: 'mall' })
  }
  return (
    <Sheet
      title={`${balance.warningDays} 天内到期的积分`}
      open={open}
      onClose={onClose}
      footer={<Btn size="medium" label="去换点什么" onPress={toMall} />}
    >
      {balance.expiring.map(({ points, lastDay }) => (
        <KV
          key={lastDay}
          name={`${dayText(lastDay, today)} 24:00 前`}
          value={`${pointsText(points)} 积分`}
          strong="plain"
        />
      ))}
      <View className="t12 ink-3 top8">换东西时总是先用最早到期的，不用自己挑。</View>
    </Sheet>
  )
}
