import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import type { ReactNode } from 'react'
import type { Asked } from '../../kit/use-ask'
import type { CallFailed } from '../../kit/call/failure'
import { Card } from '../../ui/block/card'
import { AskedView } from './asked-view'
import { MoreLink } from './more-link'
import { usePullDown } from './use-pull-down'

type Pages<Data> = {
  first: Asked<Data>
  hasMore: boolean
  loadingMore: boolean
  moreFailure: CallFailed | null
  loadMore: () => Promise<void>
}

type PagedListProps<Data> = {
  /** As `usePages` gives them. */
  pages: Pages<Data>
  bones: readonly number[]
  failed: string
  empty: ReactNode
  /** The rows so far. */
  children: ReactNode
}

/** A page that is one list: it goes on at its bottom, and starts over when it is pulled down. */
export const PagedList = <Data,>({ pages, bones, failed, empty, children }: PagedListProps<Data>) => {
  const { first, hasMore, loadingMore, moreFailure, loadMore } = pages
  useReachBottom(() => void loadMore())
  usePullDown([first])
  return (
    <AskedView asked={first} bones={bones} failed={failed} empty={empty}>
      {() => (
        <View>
          <Card className="card-flat">{children}</Card>
          <MoreLink
            hasMore={hasMore}
            busy={loadingMore}
            failure={moreFailure}
            end="就这些了"
            onMore={() => void loadMore()}
          />
        </View>
      )}
    </AskedView>
  )
}
