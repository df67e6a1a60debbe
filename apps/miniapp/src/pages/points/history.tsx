import type { Input, Output } from '@huitou/shared/api'
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
import './history.scss'

type Filter = Input<'points.history'>['filter']

const FILTERS: readonly { key: Filter; text: string; none: string }[] = [
  { key: 'all', text: '全部', none: '还没有积分记录' },
  { key: 'earned', text: '得到的', none: '还没有得过积分' },
  { key: 'spent', text: '用掉的', none: '还没有用过积分' },
  { key: 'pending', text: '在路上', none: '没有在路上的积分' },
  { key: 'expired', text: '过期的', none: '没有过期的积分，真好' },
  { key: 'adjusted', text: '店家调整', none: '店家没有调整过' },
]

const Nothing = ({ filter }: { filter: Filter }) => (
  <StatePage
    art="list"
    title={FILTERS.find(({ key }) => key === filter)?.none ?? ''}
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
      <View className="row wrap filters">
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
