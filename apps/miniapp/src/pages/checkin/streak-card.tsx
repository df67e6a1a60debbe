import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { cumulativeText, nextRewardText } from '../../features/checkin/words'
import { Card } from '../../ui/block/card'
import { Ladder } from '../../ui/checkin/ladder'
import { Btn } from '../../ui/press/btn'
import './streak-card.scss'

type StreakCardProps = { status: Output<'checkin.status'>; busy: boolean; onCheckIn: () => void }

const note = (status: Output<'checkin.status'>) => {
  const { checkedInToday, todayReward, tomorrowReward } = status
  if (checkedInToday) return nextRewardText(status) ?? `明天再来得 ${tomorrowReward.points} 积分`
  const coupon = todayReward.couponName === null ? '' : `和${todayReward.couponName}`
  return `今天签到得 ${todayReward.points} 积分${coupon}`
}

export const StreakCard = ({ status, busy, onCheckIn }: StreakCardProps) => (
  <Card>
    <View className="streak-head">
      <View className="grow">
        <View className="row items-baseline gap8">
          <Text className="t15 ink-2 nowrap">已连续签到</Text>
          <Text className="num n34">{status.streak}</Text>
          <Text className="t15 ink-2">天</Text>
        </View>
        <View className="t12 ink-3 top4">{note(status)}</View>
      </View>
      <Btn
        size="medium"
        className="streak-btn"
        label={status.checkedInToday ? '已签到' : '立即签到'}
        busy={busy}
        disabled={status.checkedInToday}
        onPress={onCheckIn}
      />
    </View>
    {status.cumulative && status.cumulative.steps.length > 0 ? (
      <View className="t12 ink-2 top8">{cumulativeText(status.cumulative)}</View>
    ) : null}
    {status.ladder.length > 0 ? <Ladder steps={status.ladder} streak={status.streak} /> : null}
  </Card>
)
