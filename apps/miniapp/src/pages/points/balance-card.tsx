import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { dayText, endText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { Press } from '../../ui/press/press'
import { besidesText } from './balance-words'
import { ExpiringSheet } from './expiring-sheet'

type Balance = Output<'points.balance'>
type BalanceCardProps = { balance: Balance; today: number | null }

/** What runs out first: with its list behind it when it is soon, else only told. */
const EndingChip = ({ balance, today, onPress }: { balance: Balance; today: number; onPress: () => void }) => {
  const [first] = balance.expiring
  if (first) {
    const text = `${pointsText(first.points)} 积分 ${dayText(first.lastDay, today)}到期`
    return (
      <Press label={`${text}，看快到期的`} dim onPress={onPress}>
        <Chip tone="warn" icon="clock" text={text} />
      </Press>
    )
  }
  const { expiringNext: next } = balance
  return next ? <Chip text={`${pointsText(next.points)} 积分 ${endText(next.at, today)}到期`} /> : null
}

export const BalanceCard = ({ balance, today }: BalanceCardProps) => {
  const [open, setOpen] = useState(false)
  const besides = besidesText(balance, today)
  return (
    <Card>
      <View className="t14 ink-3">可用积分</View>
      <View className="row between items-baseline wrap gap8">
        <Text className="num n40">{pointsText(balance.available)}</Text>
        {today === null ? null : <EndingChip balance={balance} today={today} onPress={() => setOpen(true)} />}
      </View>
      {besides.map((line) => (
        <View key={line} className="t12 ink-2 top4">
          {line}
        </View>
      ))}
      <View className="top8">
        <RowItem
          icon="check"
          title="任务中心"
          note="做任务，攒积分"
          onPress={() => void openPage('account/tasks/index')}
        />
        <RowItem
          icon="info"
          tone="plain"
          title="积分攻略"
          note="怎么攒、怎么用、什么时候到期"
          onPress={() => void openPage('account/guide/index')}
        />
      </View>
      {today === null ? null : (
        <ExpiringSheet balance={balance} today={today} open={open} onClose={() => setOpen(false)} />
      )}
    </Card>
  )
}
