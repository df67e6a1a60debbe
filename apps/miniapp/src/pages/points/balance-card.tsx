import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { endText } from '../../kit/time'
import { endsSoon } from '../../features/points/soon'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'

type BalanceCardProps = { balance: Output<'points.balance'>; today: number | null }

export const BalanceCard = ({ balance: { available, expiringNext }, today }: BalanceCardProps) => (
  <Card>
    <View className="t14 ink-3">可用积分</View>
    <View className="row between items-baseline wrap gap8">
      <Text className="num n40">{pointsText(available)}</Text>
      {expiringNext && today !== null ? (
        <Chip
          tone={endsSoon(expiringNext.at, today) ? 'warn' : 'plain'}
          text={`${pointsText(expiringNext.points)} 分 ${endText(expiringNext.at, today)}到期`}
        />
      ) : null}
    </View>
  </Card>
)
