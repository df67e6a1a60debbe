import type { Output } from '@huitou/shared/api'
import { addDays, type Day } from '@huitou/shared/kit/day'
import { useReachBottom } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage, useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { dayText, weekdayText } from '../../kit/time'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { ActRow } from '../act/act-row'
import { useUndoing } from '../act/use-undoing'
import { totalsLines } from '../act/words'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { WalkIns } from './walk-ins'
import { DayTotals } from '../workbench/day-totals'

export default function TodayPage() {
  const { storeId = '' } = useParams('staff/today/index')
  return (
    <StaffOnly title="今天的记录">
      {({ stores, role }) => (
        <Today
          storeId={storeId}
          storeName={stores.find(({ id }) => id === storeId)?.name ?? '今天'}
          manages={role !== 'clerk'}
        />
      )}
    </StaffOnly>
  )
}

/** Back to the days before: what was sold last week is refunded from here. */
const DayChoice = ({ day, today, onPick }: { day: Day; today: Day; onPick: (day: Day) => void }) => (
  <View className="row between gap8">
    <Btn label="前一天" kind="line" size="small" onPress={() => onPick(addDays(day, -1))} />
    <View className="t15 bold">{day === today ? '今天' : `${dayText(day, today)} ${weekdayText(day)}`}</View>
    <Btn label="后一天" kind="line" size="small" disabled={day >= today} onPress={() => onPick(addDays(day, 1))} />
  </View>
)

type DayOutput = Output<'counter.day'>

/** Whose acts to list: everybody's, or one clerk's, with what they have done today. */
const Clerks = ({
  day,
  staffId,
  onPick,
}: {
  day: DayOutput
  staffId: string | null
  onPick: (id: string | null) => void
}) => {
  if (day.clerks.length < 2) return null
  const chosen = day.clerks.find((clerk) => clerk.staffId === staffId)
  return (
    <Card className="top12" title="按店员看">
      <View className="choices">
        <FilterChip text="全部" on={staffId === null} onPress={() => onPick(null)} />
        {day.clerks.map((clerk) => (
          <FilterChip
            key={clerk.staffId}
            text={clerk.name}
            on={clerk.staffId === staffId}
            onPress={() => onPick(clerk.staffId)}
          />
        ))}
      </View>
      {chosen ? totalsLines(chosen.totals).map(({ name, value }) => <KV key={name} name={name} value={value} />) : null}
    </Card>
  )
}

type DayHeadProps = { data: DayOutput; storeId: string; storeName: string; day: Day | null }

/** What the day came to, and how many walked in. */
const DayHead = ({ data, storeId, storeName, day }: DayHeadProps) => {
  const today = useToday()
  const shown = day ?? today
  return (
    <>
      <DayTotals totals={data.totals} title={storeName} />
      {shown === null ? null : <WalkIns key={shown} storeId={storeId} day={shown} />}
    </>
  )
}

/** To the shifts of today that are over. */
const HandedOver = ({ storeId }: { storeId: string }) => (
  <Card className="top12">
    <RowItem
      icon="clock"
      title="今天的交班"
      note="谁交了班，那一班做了多少"
      onPress={() => void openPage('staff/shift/index', { storeId })}
    />
  </Card>
)

type TodayProps = { storeId: string; storeName: string; manages: boolean }

const Today = ({ storeId, storeName, manages }: TodayProps) => {
  const today = useToday()
  const [day, setDay] = useState<Day | null>(null)
  const [staffId, setStaffId] = useState<string | null>(null)
  const list = usePages(
    'counter.day',
    useMemo(
      () => ({ storeId, ...(day === null ? {} : { day }), ...(staffId === null ? {} : { staffId }) }),
      [storeId, day, staffId],
    ),
  )
  const { first } = list
  const { undo, sheet } = useUndoing(() => void first.reload())
  useReachBottom(() => void list.loadMore())
  usePullDown([first])
  return (
    <Page title="今天的记录">
      {today === null ? null : <DayChoice day={day ?? today} today={today} onPick={setDay} />}
      {first.state === 'loading' ? <Skeleton heights={[110, 320]} /> : null}
      {first.state === 'failed' || first.state === 'offline' ? (
        <Trouble failure={first.failure} again={() => void first.reload()} busy={first.reloading} />
      ) : null}
      {first.data ? <DayHead data={first.data} storeId={storeId} storeName={storeName} day={day} /> : null}
      {manages && (day === null || day === today) ? <HandedOver storeId={storeId} /> : null}
      {first.data ? <Clerks day={first.data} staffId={staffId} onPick={setStaffId} /> : null}
      {first.state === 'empty' ? (
        <StatePage
          art="list"
          title={day === null || day === today ? '今天还没有记录' : '这一天没有记录'}
          text="每核销、结账、取货一次，这里就多一条，十分钟内可以撤销"
        />
      ) : null}
      {list.rows.length > 0 ? <Rows list={list} onUndo={undo} /> : null}
      {sheet}
    </Page>
  )
}

type List = ReturnType<typeof usePages<'counter.day'>>

const Rows = ({ list, onUndo }: { list: List; onUndo: ReturnType<typeof useUndoing>['undo'] }) => {
  const today = useToday()
  return (
    <Card className="top12">
      {list.rows.map((row) => (
        <ActRow key={row.id} act={row} today={today} onUndo={onUndo} />
      ))}
      {list.hasMore ? (
        <Btn
          label={list.moreFailure ? '没加载出来，再试一次' : '看更早的'}
          kind="line"
          size="medium"
          busy={list.loadingMore}
          onPress={() => void list.loadMore()}
        />
      ) : null}
    </Card>
  )
}
