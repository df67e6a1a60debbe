import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import { Text, View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { AskedView } from '../../features/asked/asked-view'
import { MoreLink } from '../../features/asked/more-link'
import { usePullDown } from '../../features/asked/use-pull-down'
import { MemberOnly } from '../../features/joining/member-only'
import { Cover } from '../../features/mall/cover'
import { openPage } from '../../kit/navigate'
import { yuanText } from '../../kit/number'
import { usePages } from '../../kit/use-pages'
import { Chip } from '../../ui/block/chip'
import { Page } from '../../ui/page/page'
import { Press } from '../../ui/press/press'
import { StatePage } from '../../ui/state/state-page'
import { stateChip } from '../order-words'
import './mine.scss'

const BONES = [88, 88, 88] as const
const ALL = {}

const Nothing = () => (
  <StatePage
    art="list"
    title="还没有拼过团"
    text="开的团、参的团、退的款，都会放在这里"
    action={{ label: '看看有什么团', onPress: () => void openPage('groupbuy/list/index') }}
  />
)

const Row = ({ order }: { order: GroupOrder }) => {
  const look = stateChip(order)
  return (
    <Press
      className="group-order"
      label={`${order.name}，${look.text}，${order.words}`}
      dim
      onPress={() => void openPage('groupbuy/order/index', { orderId: order.id })}
    >
      <Cover of={order} className="group-order-picture" />
      <View className="grow">
        <View className="row between gap8">
          <Text className="t15 bold">{order.name}</Text>
          <Chip text={look.text} tone={look.tone} />
        </View>
        <View className="t12 ink-2 top4">{order.words}</View>
        <View className="t12 ink-3">{`${order.size} 人团 · ${yuanText(order.priceFen)} 元`}</View>
      </View>
    </Press>
  )
}

const Mine = () => {
  const { first, rows, hasMore, loadingMore, moreFailure, loadMore } = usePages('groupbuy.mine', ALL)
  useReachBottom(() => void loadMore())
  usePullDown([first])
  return (
    <AskedView asked={first} bones={BONES} failed="拼团记录没有取到" empty={<Nothing />}>
      {() => (
        <View>
          {rows.map((order) => (
            <Row key={order.id} order={order} />
          ))}
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
  )
}

export default function MyGroupsPage() {
  return (
    <Page title="我的拼团">
      <MemberOnly bones={BONES} title="加入会员，和朋友一起拼" text="开的团、参的团、退的款，都会放在这里">
        <Mine />
      </MemberOnly>
    </Page>
  )
}
