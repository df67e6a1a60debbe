import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Skeleton } from '../../ui/state/skeleton'
import { ActRow } from '../act/act-row'
import { useUndoing } from '../act/use-undoing'
import { Trouble } from '../counter/trouble'
import { DayTotals } from './day-totals'

const LATEST = 3

/** The store's day so far: four numbers and what was done last. */
export const Day = ({ storeId }: { storeId: string }) => {
  const asked = useAsk('counter.day', { storeId })
  const today = useToday()
  const { undo, sheet } = useUndoing(() => void asked.reload())
  usePullDown([asked])
  if (asked.state === 'loading') return <Skeleton heights={[110, 180]} />
  if (asked.data === null)
    return <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
  const { totals, rows } = asked.data
  return (
    <>
      <DayTotals totals={totals} />
      <Card
        className="top12"
        title="刚刚"
        more={{ text: '今天的记录', onPress: () => void openPage('staff/today/index', { storeId }) }}
      >
        {rows.slice(0, LATEST).map((row) => (
          <ActRow key={row.id} act={row} today={today} onUndo={undo} />
        ))}
        {rows.length === 0 ? (
          <RowItem icon="ticket" tone="plain" title="今天还没有记录" note="扫一张试试，做过的都会出现在这里" />
        ) : null}
      </Card>
      {sheet}
    </>
  )
}
