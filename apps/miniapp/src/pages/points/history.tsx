import type { Output } from '@huitou/shared/api'
import type { PointsHistoryRow } from '@huitou/shared/points/contract'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { openPage } from '../../kit/navigate'
import type { Asked } from '../../kit/use-ask'
import { usePages } from '../../kit/use-pages'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MoreLink } from '../../features/asked/more-link'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { StatePage } from '../../ui/state/state-page'
import { HistoryRow } from './history-row'
import { RowSheet } from './row-sheet'

type Filter = 'all' | 'earned' | 'spent'

const FILTERS: readonly { key: Filter; text: string }[] = [
  { key: 'all', text: '全部' },
  { key: 'earned', text: '得到的' },
  { key: 'spent', text: '用掉的' },
]

const Nothing = ({ filter }: { filter: Filter }) => (
  <StatePage
    art="list"
    title={filter === 'spent' ? '还没有用过积分' : '还没有积分记录'}
    text="签到、到店、换东西，每一笔都会记在这里，点开能看来历"
    action={{ label: '去签到', onPress: () => void openPage('pages/checkin/index') }}
  />
)

type HistoryProps = { balance: Asked<Output<'points.balance'>>; today: number | null }

export const History = ({ balance, today }: HistoryProps) => {
  const [filter, setFilter] = useState<Filter>('all')
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('points.history', { filter })
  const [looked, setLooked] = useState<PointsHistoryRow | null>(null)
  const [open, setOpen] = useState(false)
  useReachBottom(() => void loadMore())
  usePullDown([balance, first])
  const look = (row: PointsHistoryRow) => {
    setLooked(row)
    setOpen(true)
  }

  return (
    <View>
      <View className="row gap8">
        {FILTERS.map(({ key, text }) => (
          <FilterChip key={key} text={text} on={key === filter} onPress={() => setFilter(key)} />
        ))}
      </View>
      <View className="top12">
        <AskedView
          saysStale={false}
          asked={first}
          bones={[64, 64, 64, 64]}
          failed="明细没有取到"
          empty={<Nothing filter={filter} />}
        >
          {() => (
            <>
              <Card className="card-flat">
                {rows.map((row) => (
                  <HistoryRow key={row.id} row={row} today={today} onPress={() => look(row)} />
                ))}
              </Card>
              <MoreLink
                hasMore={hasMore}
                busy={loadingMore}
                failure={moreFailure}
                end="都在这里了"
                onMore={() => void loadMore()}
              />
            </>
          )}
        </AskedView>
      </View>
      <RowSheet row={looked} open={open} today={today} onClose={() => setOpen(false)} />
    </View>
  )
}
