import type { WorkItem } from '@huitou/shared/worklist/contract'
import { WORK_GROUPS } from '@huitou/shared/worklist/rules'
import { useState } from 'react'
import { StaleNote } from '../../features/asked/stale-note'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { usePullDown } from '../../features/asked/use-pull-down'
import { useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { FailureNote } from '../counter/failure-note'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { SkipSheet } from './skip-sheet'
import { useMarking } from './use-marking'
import { WorkRow, type WorkActs } from './work-row'
import { GROUP_TITLES } from './words'

export default function WorkPage() {
  const { storeId = '' } = useParams('staff/work/index')
  return <StaffOnly title="今天要做的">{() => <Work storeId={storeId} />}</StaffOnly>
}

/** What this store has to do today: what is due first. */
const Work = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('worklist.mine', { storeId })
  const reload = () => void asked.reload()
  const [skipping, setSkipping] = useState<WorkItem | null>(null)
  const { underway, failure, onDone, onUndo } = useMarking(reload)
  useFailureSaid(failure)
  usePullDown([asked])
  return (
    <Page title="今天要做的">
      {asked.state === 'loading' ? <Skeleton heights={[220, 180]} /> : null}
      {asked.data === null && asked.failure ? (
        <Trouble failure={asked.failure} again={reload} busy={asked.reloading} />
      ) : null}
      <FailureNote failure={failure} />
      {asked.data ? <StaleNote failure={asked.failure} refreshedAtMs={asked.refreshedAtMs} /> : null}
      {asked.data ? (
        <Groups
          items={asked.data.items}
          underway={underway}
          acts={{ onDone, onUndo, onSkip: (item) => setSkipping(item) }}
        />
      ) : null}
      <SkipSheet
        item={skipping}
        onClose={() => setSkipping(null)}
        onSkipped={() => {
          setSkipping(null)
          reload()
        }}
      />
    </Page>
  )
}

type GroupsProps = { items: readonly WorkItem[]; underway: string | null; acts: WorkActs }

const Groups = ({ items, underway, acts }: GroupsProps) => {
  const today = useToday()
  if (items.length === 0)
    return <StatePage art="list" title="今天没有要做的" text="店里定了待办，到点会出现在这里，比如每天十点的群提醒" />
  return (
    <>
      {WORK_GROUPS.map((group) => {
        const own = items.filter((item) => item.group === group)
        if (own.length === 0) return null
        return (
          <Card key={group} className="top12" title={GROUP_TITLES[group]} more={{ text: `${own.length} 件` }}>
            {own.map((item) => (
              <WorkRow key={item.id} item={item} today={today} busy={underway === item.id} acts={acts} />
            ))}
          </Card>
        )
      })}
    </>
  )
}
