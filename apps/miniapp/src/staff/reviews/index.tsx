import type { ShopReview } from '@huitou/shared/review/console-contract'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { MoreLink } from '../../features/asked/more-link'
import { StaleNote } from '../../features/asked/stale-note'
import { usePullDown } from '../../features/asked/use-pull-down'
import { openPage, useParams } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { usePages } from '../../kit/use-pages'
import { FilterChip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { Skeleton } from '../../ui/state/skeleton'
import { StatePage } from '../../ui/state/state-page'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { ReplySheet } from './reply-sheet'
import { ReviewRow } from './review-row'

const TITLE = '客人的评价'
const BONES = [170, 170, 170] as const

export default function ReviewsPage() {
  const { storeId = '' } = useParams('staff/reviews/index')
  return (
    <StaffOnly title={TITLE}>
      {({ role }) => (role === 'clerk' ? <ManagersOnly /> : <Reviews storeId={storeId} />)}
    </StaffOnly>
  )
}

const ManagersOnly = () => (
  <Page title={TITLE}>
    <StatePage
      art="list"
      title="这一页店长看"
      text="客人说了什么，问问店长"
      action={{ label: '回工作台', onPress: () => void openPage('staff/workbench/index') }}
    />
  </Page>
)

const Nothing = ({ onlyLow }: { onlyLow: boolean }) =>
  onlyLow ? (
    <StatePage art="list" title="没有低分的评价" text="哪一项打分低，会在这里和今天要做的里面" />
  ) : (
    <StatePage art="list" title="还没有评价" text="客人在消费明细里写的评价都会在这里，只有店里看得到" />
  )

/** What members said of this store, and the reply to each. */
const Reviews = ({ storeId }: { storeId: string }) => {
  const today = useToday()
  const [onlyLow, setOnlyLow] = useState(false)
  const [replying, setReplying] = useState<ShopReview | null>(null)
  const pages = usePages(
    'review.ofStore',
    useMemo(() => ({ storeId, onlyLow }), [storeId, onlyLow]),
  )
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = pages
  const reload = () => void first.reload()
  useReachBottom(() => void loadMore())
  usePullDown([first])
  return (
    <Page title={TITLE}>
      <View className="row wrap gap8">
        <FilterChip text="全部" on={!onlyLow} onPress={() => setOnlyLow(false)} />
        <FilterChip text="低分" on={onlyLow} onPress={() => setOnlyLow(true)} />
      </View>
      {first.state === 'loading' ? <Skeleton heights={BONES} /> : null}
      {first.data === null && first.failure ? (
        <Trouble failure={first.failure} again={reload} busy={first.reloading} />
      ) : null}
      {first.data ? <StaleNote failure={first.failure} refreshedAtMs={first.refreshedAtMs} /> : null}
      {first.state === 'empty' ? <Nothing onlyLow={onlyLow} /> : null}
      {rows.map((row) => (
        <ReviewRow key={row.reviewId} review={row} today={today} onReply={setReplying} />
      ))}
      {rows.length === 0 ? null : (
        <MoreLink
          hasMore={hasMore}
          busy={loadingMore}
          failure={moreFailure}
          end="就这些了"
          onMore={() => void loadMore()}
        />
      )}
      <ReplySheet
        review={replying}
        onClose={() => setReplying(null)}
        onReplied={() => {
          setReplying(null)
          reload()
        }}
      />
    </Page>
  )
}
