import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { StaleNote } from '../../features/asked/stale-note'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage, useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { FilterChip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { WalkIns } from '../today/walk-ins'
import { CaptureCard } from './capture-card'
import { CodesCard } from './codes-card'
import { PeriodCard } from './period-card'
import { PERIODS, spanOf, type Period } from './words'
import { WorkCard } from './work-card'

const TITLE = '门店数据'
const BONES = [140, 110, 260, 160] as const

export default function ReportPage() {
  const { storeId = '' } = useParams('staff/report/index')
  return (
    <StaffOnly title={TITLE}>
      {({ role, stores }) =>
        role === 'clerk' ? (
          <ManagersOnly />
        ) : (
          <Report storeId={storeId} storeName={stores.find(({ id }) => id === storeId)?.name ?? ''} />
        )
      }
    </StaffOnly>
  )
}

const ManagersOnly = () => (
  <Page title={TITLE}>
    <StatePage
      art="list"
      title="这一页店长看"
      text="你自己带来多少会员，在工作台的「我的拉新码」里"
      action={{ label: '回工作台', onPress: () => void openPage('staff/workbench/index') }}
    />
  </Page>
)

const Report = ({ storeId, storeName }: { storeId: string; storeName: string }) => {
  const today = useToday()
  const [days, setDays] = useState<Period>(7)
  return (
    <Page title={TITLE}>
      <View className="choices">
        {PERIODS.map((period) => (
          <FilterChip key={period} text={`近 ${period} 天`} on={period === days} onPress={() => setDays(period)} />
        ))}
      </View>
      {today === null ? <Skeleton heights={BONES} /> : <Figures key={days} {...{ storeId, storeName, today, days }} />}
    </Page>
  )
}

type FiguresProps = { storeId: string; storeName: string; today: Day; days: Period }

/** What a period brought, how many of those who walked in, by which code, and how punctual people were. */
const useFigures = ({ storeId, today, days }: Omit<FiguresProps, 'storeName'>) => {
  const { from, until } = spanOf(today, days)
  const store = useAsk('attribution.storeReport', { storeId, by: 'store', from, until })
  const codes = useAsk('attribution.storeReport', { storeId, by: 'code', from, until })
  const work = useAsk('worklist.storeFigures', { storeId, from, to: until })
  const all = [store, codes, work] as const
  return {
    ...{ store, codes, work },
    failure: all.find(({ failure }) => failure !== null)?.failure ?? null,
    reloading: all.some(({ reloading }) => reloading),
    reload: async () => void (await Promise.all(all.map(({ reload }) => reload()))),
  }
}

/** The figures of a period belong together: all of them, or what went wrong. */
const Figures = ({ storeId, storeName, today, days }: FiguresProps) => {
  const { store, codes, work, failure, reloading, reload } = useFigures({ storeId, today, days })
  usePullDown([{ reload }])
  if (store.data && codes.data && work.data)
    return (
      <>
        <StaleNote failure={failure} refreshedAtMs={store.refreshedAtMs} />
        <PeriodCard title={storeName} report={store.data} />
        <CaptureCard row={store.data.rows[0]} />
        <WalkIns storeId={storeId} day={today} onEntered={() => void store.reload()} />
        <CodesCard rows={codes.data.rows} />
        <WorkCard figures={work.data} />
      </>
    )
  if (failure) return <Trouble failure={failure} again={() => void reload()} busy={reloading} />
  return <Skeleton heights={BONES} />
}
