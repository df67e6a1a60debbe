import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { useAsk } from '../../kit/use-ask'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { useCheckIn } from '../../features/checkin/use-check-in'
import { InviteLink } from '../../features/referral/invite-link'
import { useVisit } from '../../features/checkin/use-visit'
import { cheerTitle, nextRewardText } from '../../features/checkin/words'
import { Celebration } from '../../ui/checkin/celebration'
import { CalendarCard } from './calendar-card'
import { MakeUpCard } from './make-up-card'
import { ReminderCard } from './reminder-card'
import { StreakCard } from './streak-card'
import { useMakeUp } from './use-make-up'
import { useMonth } from './use-month'
import { VisitCard } from './visit-card'

/** `scene` when the page was opened through a store's own code: the visit needs no second scan then. */
export const CheckinHome = ({ scene }: { scene: string | null }) => {
  const status = useAsk('checkin.status', {})
  const today = status.data?.today ?? null
  const month = useMonth(today)
  const [reloadStatus, reloadMonth] = [status.reload, month.calendar.reload]
  const reload = useCallback(() => {
    void Promise.all([reloadStatus(), reloadMonth()])
  }, [reloadStatus, reloadMonth])
  const { busy, result, checkIn, close } = useCheckIn(reload)
  const visit = useVisit(reload)
  const making = useMakeUp(reload)
  usePullDown([status, month.calendar])

  return (
    <AskedView asked={status} bones={[190, 64, 380]} failed="签到没有打开">
      {(data) => (
        <View>
          <StreakCard status={data} busy={busy} onCheckIn={() => void checkIn()} />
          {data.visit.points > 0 ? (
            <VisitCard
              visit={data.visit}
              busy={visit.busy}
              scanned={scene !== null}
              onVisit={() => void (scene === null ? visit.scanAndVisit() : visit.visit(scene))}
            />
          ) : null}
          {data.checkedInToday ? <ReminderCard /> : null}
          {data.makeUp ? <MakeUpCard offer={data.makeUp} today={data.today} making={making} /> : null}
          <CalendarCard month={month} today={data.today} />
          {data.checkedInToday ? <InviteLink /> : null}
          {result ? (
            <Celebration
              result={result}
              title={cheerTitle(result, data.ladder)}
              next={data.checkedInToday ? nextRewardText(data) : null}
              onClose={close}
            />
          ) : null}
          {making.result ? (
            <Celebration
              result={making.result}
              title={`补上了，连签 ${making.result.streakNow} 天`}
              next={data.checkedInToday ? nextRewardText(data) : null}
              onClose={making.close}
            />
          ) : null}
        </View>
      )}
    </AskedView>
  )
}
