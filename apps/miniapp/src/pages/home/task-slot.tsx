import type { Output } from '@huitou/shared/api'
import type { TaskCard } from '@huitou/shared/task/contract'
import type { Day } from '@huitou/shared/kit/day'
import { TaskRow } from '../../features/task/task-row'
import { keyOf, useClaim } from '../../features/task/use-claim'
import { openPage } from '../../kit/navigate'
import type { Asked } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'

const SHOWN = 3

const isOpen = ({ state }: TaskCard) => state === 'claimable' || state === 'doing'
const byState = (a: TaskCard, b: TaskCard) => Number(b.state === 'claimable') - Number(a.state === 'claimable')

type TaskSlotProps = { asked: Asked<Output<'task.list'>>; today: Day | null; onDone: () => void }

/** The first few tasks, what can be fetched before all; nothing at all when there is none to do. */
export const TaskSlot = ({ asked: { data }, today, onDone }: TaskSlotProps) => {
  const { underway, claim } = useClaim(onDone)
  const open = (data?.groups ?? [])
    .flatMap(({ tasks }) => tasks)
    .filter(isOpen)
    .sort(byState)
  if (data === null || open.length === 0) return null
  const text = data.claimable > 0 ? `${data.claimable} 份奖励可领` : '全部任务'
  return (
    <Card title="做任务，攒积分" more={{ text, onPress: () => void openPage('account/tasks/index') }}>
      {open.slice(0, SHOWN).map((card) => (
        <TaskRow
          key={keyOf(card)}
          card={card}
          today={today}
          busy={underway === keyOf(card)}
          onClaim={() => void claim(card)}
          short
        />
      ))}
    </Card>
  )
}
