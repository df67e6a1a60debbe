import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { useAsk } from '../../kit/use-ask'
import { Celebration } from '../../ui/checkin/celebration'
import { useCheckIn } from '../../features/checkin/use-check-in'
import { cheerTitle, nextRewardText } from '../../features/checkin/words'
import { Rise } from '../../features/tier/rise'
import { useUnread } from '../../features/notify/use-unread'
import { usePullDown } from '../../features/asked/use-pull-down'
import { useToday } from '../../kit/session'
import { CheckinSlot } from './checkin-slot'
import { ClaimSlot } from './claim-slot'
import { GatheringSlot } from './gathering-slot'
import { GoodsSlot } from './goods-slot'
import { GroupSlot } from './group-slot'
import { MemberSlot } from './member-slot'
import { SoonSlot } from './soon-slot'
import { TaskSlot } from './task-slot'

/** A member's home: card, check-in, and slots that show nothing at all when they are empty (UI 02). */
export const MemberHome = () => {
  const balance = useAsk('points.balance', {})
  const tier = useAsk('tier.mine', {})
  const checkin = useAsk('checkin.status', {})
  const centre = useAsk('coupon.centre', {})
  const mall = useAsk('mall.items', {})
  const soon = useAsk('coupon.soon', {})
  const groups = useAsk('groupbuy.list', {})
  const gatherings = useAsk('gathering.list', {})
  const tasks = useAsk('task.list', {})
  const brandDay = useToday()
  const today = brandDay ?? checkin.data?.today ?? null

  const [reloadBalance, reloadCheckin, reloadMall] = [balance.reload, checkin.reload, mall.reload]
  const [reloadTier, reloadTasks] = [tier.reload, tasks.reload]
  const afterCheckIn = useCallback(() => {
    void Promise.all([reloadBalance(), reloadCheckin(), reloadTier(), reloadTasks()])
  }, [reloadBalance, reloadCheckin, reloadTier, reloadTasks])
  const afterReward = useCallback(() => {
    void Promise.all([reloadBalance(), reloadTasks()])
  }, [reloadBalance, reloadTasks])
  const afterExchange = useCallback(() => {
    void Promise.all([reloadBalance(), reloadMall()])
  }, [reloadBalance, reloadMall])
  const { busy, result, checkIn, close } = useCheckIn(afterCheckIn)
  useUnread()
  usePullDown([balance, tier, checkin, centre, mall, soon, groups, gatherings, tasks])

  return (
    <View>
      <MemberSlot balance={balance} tier={tier} today={today} />
      <CheckinSlot asked={checkin} busy={busy} onCheckIn={() => void checkIn()} />
      {today === null ? null : <SoonSlot soon={soon.data} today={today} />}
      {today === null ? null : <ClaimSlot asked={centre} today={today} />}
      <GatheringSlot asked={gatherings} />
      <GroupSlot asked={groups} />
      {today === null ? null : <GoodsSlot asked={mall} balance={balance.data} today={today} onDone={afterExchange} />}
      <TaskSlot asked={tasks} today={today} onDone={afterReward} />
      {result ? (
        <Celebration
          result={result}
          title={cheerTitle(result, checkin.data?.ladder ?? [])}
          next={checkin.data?.checkedInToday ? nextRewardText(checkin.data) : null}
          onClose={close}
        />
      ) : (
        <Rise tier={tier} />
      )}
    </View>
  )
}
