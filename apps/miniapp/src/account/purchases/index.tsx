import { View } from '@tarojs/components'
import { useState } from 'react'
import { PagedList } from '../../features/asked/paged-list'
import { MemberOnly } from '../../features/joining/member-only'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { useAsk } from '../../kit/use-ask'
import { usePages } from '../../kit/use-pages'
import { FilterChip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import './purchases.scss'
import { PurchaseRow } from './purchase-row'
import { Waiting } from './waiting'

const BONES = [76, 76, 76, 76] as const
const ALL = {}

const Nothing = () => (
  <StatePage
    art="list"
    title="还没有消费记录"
    text="结账前出示会员码，每一单都会记在这里：买了什么、省了多少、得了多少积分"
    action={{ label: '打开会员码', onPress: () => void openPage('pages/code/index') }}
  />
)

const All = () => {
  const today = useToday()
  const pages = usePages('purchase.mine', ALL)
  return (
    <PagedList pages={pages} bones={BONES} failed="消费记录没有取到" empty={<Nothing />}>
      {pages.rows.map((row) => (
        <PurchaseRow
          key={row.id}
          purchase={row}
          today={today}
          onPress={() => void openPage('account/purchase/index', { purchaseId: row.id })}
        />
      ))}
    </PagedList>
  )
}

const Purchases = () => {
  const waiting = useAsk('review.waiting', ALL)
  const [onlyWaiting, setOnlyWaiting] = useState(false)
  const count = waiting.data?.purchases.length ?? 0
  const shown = onlyWaiting && count > 0
  return (
    <View>
      {count === 0 ? null : (
        <View className="row wrap gap8 purchases-choice">
          <FilterChip text="全部" on={!shown} onPress={() => setOnlyWaiting(false)} />
          <FilterChip text={`待评价 ${count}`} on={shown} onPress={() => setOnlyWaiting(true)} />
        </View>
      )}
      {shown && waiting.data ? <Waiting {...waiting.data} /> : <All />}
    </View>
  )
}

export default function PurchasesPage() {
  return (
    <Page title="消费记录">
      <MemberOnly bones={BONES} title="加入会员，每一单都有记录" text="买了什么、省了多少，随时能看">
        <Purchases />
      </MemberOnly>
    </Page>
  )
}
