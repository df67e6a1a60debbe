import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { TaskRow } from '../../features/task/task-row'
import { keyOf, useClaim } from '../../features/task/use-claim'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { endText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'

const BONES = [180, 180, 260] as const

type Listed = Output<'task.list'>

const Nothing = () => (
  <StatePage
    art="list"
    title="现在没有任务"
    text="有新的会放在这里。平时签到、到店消费，一样能攒积分"
    action={{ label: '去签到', onPress: () => void openPage('pages/checkin/index') }}
  />
)

/** How many of a group are fetched, or when it begins anew. */
const moreOf = ({ period, tasks }: Listed['groups'][number], dayEndsAt: string, today: number | null) => {
  if (period === 'daily' && today !== null) return `${endText(dayEndsAt, today)}更新`
  return `完成 ${tasks.filter(({ state }) => state === 'claimed').length} / ${tasks.length}`
}

const Tasks = () => {
  const asked = useAsk('task.list', {}, { isEmpty: ({ groups }) => groups.length === 0 })
  const today = useToday()
  const { reload } = asked
  const { underway, claim } = useClaim(useCallback(() => void reload(), [reload]))
  usePullDown([asked])
  return (
    <AskedView asked={asked} bones={BONES} failed="任务没有取到" empty={<Nothing />}>
      {({ groups, dayEndsAt }) => (
        <View>
          {groups.map((group) => (
            <Card key={group.period} title={group.title} more={{ text: moreOf(group, dayEndsAt, today) }}>
              {group.tasks.map((card) => (
                <TaskRow
                  key={keyOf(card)}
                  card={card}
                  today={today}
                  busy={underway === keyOf(card)}
                  onClaim={() => void claim(card)}
                />
              ))}
            </Card>
          ))}
          <Note>任务结束后 7 天内都能领。因退货、取消没做成的，进度和奖励会退回去。</Note>
        </View>
      )}
    </AskedView>
  )
}

export default function TasksPage() {
  return (
    <Page title="任务中心">
      <MemberOnly bones={BONES} title="加入会员，做任务攒积分" text="签到、到店、完善资料，做完就有积分和券">
        <Tasks />
      </MemberOnly>
    </Page>
  )
}
