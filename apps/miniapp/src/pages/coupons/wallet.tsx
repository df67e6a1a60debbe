import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { useToday } from '../../kit/session'
import { usePages } from '../../kit/use-pages'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MoreLink } from '../../features/asked/more-link'
import { Tabs } from '../../ui/block/tabs'
import { Claimable } from './claimable'
import { NothingHere, type WalletTab } from './nothing-here'
import { TellMe } from './tell-me'
import { TicketList } from './ticket-list'

type Counts = Output<'coupon.list'>['counts']

const titled = (text: string, count: number | undefined) => (count ? `${text} ${count}` : text)

const tabsOf = (counts: Counts | undefined): readonly { key: WalletTab; text: string }[] => [
  { key: 'unused', text: titled('未使用', counts?.unused) },
  { key: 'used', text: '已使用' },
  { key: 'expired', text: '已过期' },
]

/** Coupons of one tab; `today` from the server, so that "今晚到期" means the shop's evening. */
export const Wallet = () => {
  const today: Day | null = useToday()
  const [tab, setTab] = useState<WalletTab>('unused')
  const [counts, setCounts] = useState<Counts>()
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('coupon.list', { tab })
  // Another tab starts from nothing; the numbers on the tabs should not blink meanwhile.
  if (first.data && first.data.counts !== counts) setCounts(first.data.counts)
  useReachBottom(() => void loadMore())
  usePullDown([first])

  return (
    <View>
      <Tabs tabs={tabsOf(counts)} active={tab} onChange={setTab} />
      <View className="top12">
        <AskedView asked={first} bones={[100, 100, 100]} failed="卡包没有打开" empty={<NothingHere tab={tab} />}>
          {() => (
            <>
              {today === null ? null : <TicketList coupons={rows} today={today} />}
              {tab === 'unused' ? <TellMe /> : null}
              <MoreLink
                hasMore={hasMore}
                busy={loadingMore}
                failure={moreFailure}
                end={tab === 'unused' ? '' : '更早的就没有了'}
                onMore={() => void loadMore()}
              />
            </>
          )}
        </AskedView>
      </View>
      {tab === 'unused' && today !== null ? <Claimable today={today} onDone={() => void first.reload()} /> : null}
    </View>
  )
}
