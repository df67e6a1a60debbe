import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { setServerNow } from '../../kit/clock'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { offersFor, type OfferFilter } from '../../features/coupon/words'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { RowItem } from '../../ui/block/row-item'
import { StatePage } from '../../ui/state/state-page'
import { CodeSheet } from './code-sheet'
import { OfferList } from './offer-list'
import './centre.scss'

export const BONES = [32, 96, 96, 96] as const

const FILTERS: readonly { key: OfferFilter; text: string }[] = [
  { key: 'all', text: '全部' },
  { key: 'open', text: '现在能领' },
  { key: 'drop', text: '定时开抢' },
  { key: 'taken', text: '已领过' },
]

const NOTHING: { [Filter in OfferFilter]: { title: string; text: string } } = {
  all: { title: '现在没有可领的券', text: '每日签到、用积分兑换，也能得到券' },
  open: { title: '现在没有能领的券', text: '看看定时开抢的，到点再来' },
  drop: { title: '最近没有定时开抢', text: '有新的场次会出现在这里' },
  taken: { title: '还没有领过券', text: '领到的券都在卡包里' },
}

const Nothing = ({ filter }: { filter: OfferFilter }) => (
  <StatePage
    art="empty"
    {...NOTHING[filter]}
    action={{ label: '看看卡包', onPress: () => void openPage('pages/coupons/index') }}
  />
)

/** What the shop gives away now and soon; countdowns follow the server's clock. */
export const Centre = () => {
  const [filter, setFilter] = useState<OfferFilter>('all')
  const asked = useAsk('coupon.centre', {})
  const [typing, setTyping] = useState(false)
  usePullDown([asked])
  const now = asked.data?.now
  useEffect(() => {
    if (now !== undefined) setServerNow(now)
  }, [now])
  const { reload } = asked
  const done = useCallback(() => void reload(), [reload])
  return (
    <View>
      <View className="row wrap gap8 centre-filters">
        {FILTERS.map(({ key, text }) => (
          <FilterChip key={key} text={text} on={key === filter} onPress={() => setFilter(key)} />
        ))}
      </View>
      <Card className="top12">
        <RowItem
          icon="keypad"
          title="我有优惠码"
          note="传单、短信上的码，在这里换成券"
          onPress={() => setTyping(true)}
        />
      </Card>
      <AskedView asked={asked} bones={BONES} failed="领券中心没有打开">
        {({ offers }) => {
          const shown = offersFor(offers, filter)
          return shown.length === 0 ? <Nothing filter={filter} /> : <OfferList offers={shown} onDone={done} />
        }}
      </AskedView>
      <CodeSheet open={typing} onClose={() => setTyping(false)} />
    </View>
  )
}
