import type { OrderTab } from '@huitou/shared/mall/order/contract'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { openPoints } from '../../features/points/tab'
import { useToday } from '../../kit/session'
import { usePages } from '../../kit/use-pages'
import { FilterChip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { OrderRow } from './order-row'

const BONES = [88, 88, 88, 88] as const

const TABS: readonly { key: OrderTab; text: string; none: string }[] = [
  { key: 'all', text: '全部', none: '还没有换过东西' },
  { key: 'pickup', text: '待取', none: '没有等着取的' },
  { key: 'delivery', text: '寄送', none: '没有在寄的' },
  { key: 'done', text: '完成', none: '还没有完成的' },
  { key: 'over', text: '取消过期', none: '没有取消或者过期的' },
]

const Nothing = ({ tab }: { tab: OrderTab }) => (
  <StatePage
    art="list"
    title={TABS.find(({ key }) => key === tab)?.none ?? ''}
    text="用积分换的东西，取货码、快递单号都放在这里"
    action={{ label: '去商城看看', onPress: () => void openPoints('mall') }}
  />
)

type Counts = { pickup: number; delivery: number }

const tabText = (key: OrderTab, text: string, counts: Counts | undefined) => {
  const count = key === 'pickup' || key === 'delivery' ? (counts?.[key] ?? 0) : 0
  return count > 0 ? `${text} ${count}` : text
}

const Orders = () => {
  const [tab, setTab] = useState<OrderTab>('all')
  const today = useToday()
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('mall.orders', { tab })
  useReachBottom(() => void loadMore())
  usePullDown([first])
  return (
    <View>
      <View className="row wrap gap8 order-tabs">
        {TABS.map(({ key, text }) => (
          <FilterChip
            key={key}
            text={tabText(key, text, first.data?.counts)}
            on={key === tab}
            onPress={() => setTab(key)}
          />
        ))}
      </View>
      <AskedView asked={first} bones={BONES} failed="兑换记录没有取到" empty={<Nothing tab={tab} />}>
        {() => (
          <View>
            {today === null ? null : rows.map((order) => <OrderRow key={order.id} order={order} today={today} />)}
            <MoreLink
              hasMore={hasMore}
              busy={loadingMore}
              failure={moreFailure}
              end="都在这里了"
              onMore={() => void loadMore()}
            />
          </View>
        )}
      </AskedView>
    </View>
  )
}

export default function OrdersPage() {
  return (
    <Page title="我的兑换">
      <MemberOnly bones={BONES} title="加入会员，用积分换东西" text="换到的东西，取货码和快递单号都放在这里">
        <Orders />
      </MemberOnly>
    </Page>
  )
}
