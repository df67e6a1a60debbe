import type { PaidCard } from '@huitou/shared/payment/contract'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { openPage } from '../../kit/navigate'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { usePages } from '../../kit/use-pages'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'

const BONES = [76, 76, 76, 76] as const
const ALL = {}

const Nothing = () => (
  <StatePage
    art="list"
    title="还没有在小程序里付过款"
    text="拼团和商城里付的钱、退的钱，每一笔都会记在这里"
    action={{ label: '看看有什么团', onPress: () => void openPage('groupbuy/list/index') }}
  />
)

/** What was paid, and under it where what goes back is. */
const Row = ({ paid, today }: { paid: PaidCard; today: Day }) => (
  <View className="top4">
    <RowItem
      icon="receipt"
      title={paid.description}
      note={[momentText(paid.paidAt, today), ...paid.refunds.map(({ words }) => words)].join(' · ')}
      end={paid.words}
    />
  </View>
)

const Payments = () => {
  const today = useToday()
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('payment.mine', ALL)
  useReachBottom(() => void loadMore())
  usePullDown([first])
  return (
    <AskedView asked={first} bones={BONES} failed="付款记录没有取到" empty={<Nothing />}>
      {() => (
        <View>
          <Card className="card-flat">
            {today === null ? null : rows.map((paid) => <Row key={paid.id} paid={paid} today={today} />)}
          </Card>
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

export default function PaymentsPage() {
  return (
    <Page title="付款记录">
      <MemberOnly bones={BONES} title="加入会员，每一笔都有记录" text="付的钱、退的钱，随时能看">
        <Payments />
      </MemberOnly>
    </Page>
  )
}
