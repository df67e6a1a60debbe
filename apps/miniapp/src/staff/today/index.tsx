import type { Verification } from '@huitou/shared/counter/contract'
import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { UndoSheet } from '../record/undo-sheet'
import { VerificationRow } from '../record/verification-row'
import { DayTotals } from '../workbench/day-totals'

export default function TodayPage() {
  const { storeId = '' } = useParams('staff/today/index')
  return (
    <StaffOnly title="今天的记录">
      {({ stores }) => <Today storeId={storeId} storeName={stores.find(({ id }) => id === storeId)?.name ?? '今天'} />}
    </StaffOnly>
  )
}

const Today = ({ storeId, storeName }: { storeId: string; storeName: string }) => {
  const list = usePages(
    'counter.today',
    useMemo(() => ({ storeId }), [storeId]),
  )
  const { first } = list
  const [undoing, setUndoing] = useState<Verification | null>(null)
  useReachBottom(() => void list.loadMore())
  usePullDownRefresh(() => {
    void first.reload().then(() => Taro.stopPullDownRefresh())
  })
  return (
    <Page title="今天的记录">
      {first.state === 'loading' ? <Skeleton heights={[110, 320]} /> : null}
      {first.state === 'failed' || first.state === 'offline' ? (
        <Trouble failure={first.failure} again={() => void first.reload()} busy={first.reloading} />
      ) : null}
      {first.data ? <DayTotals totals={first.data.totals} title={storeName} /> : null}
      {first.state === 'empty' ? (
        <StatePage art="list" title="今天还没有核销" text="每核销一张，这里就多一条，十分钟内可以撤销" />
      ) : null}
      {list.rows.length > 0 ? <Rows list={list} onUndo={setUndoing} /> : null}
      <UndoSheet
        verification={undoing}
        onClose={() => setUndoing(null)}
        onUndone={() => {
          setUndoing(null)
          void first.reload()
        }}
      />
    </Page>
  )
}

type List = ReturnType<typeof usePages<'counter.today'>>

const Rows = ({ list, onUndo }: { list: List; onUndo: (verification: Verification) => void }) => {
  const today = useToday()
  return (
    <Card className="top12">
      {list.rows.map((row) => (
        <VerificationRow key={row.id} verification={row} today={today} onUndo={onUndo} />
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
