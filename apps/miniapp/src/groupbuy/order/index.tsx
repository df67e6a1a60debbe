import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import { View } from '@tarojs/components'
import { AskedView } from '../../features/asked/asked-view'
import { usePullDown } from '../../features/asked/use-pull-down'
import { PayCard } from '../../features/pay/pay-card'
import { MemberOnly } from '../../features/joining/member-only'
import { useAskToBeTold } from '../../kit/ask-to-be-told'
import { openPage, replacePage, useParams } from '../../kit/navigate'
import { useOwnPage } from '../../kit/own-page'
import { yuanText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { clockText, dayOf, dayText, endText } from '../../kit/time'
import type { Asked } from '../../kit/use-ask'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { Head } from '../head'
import { Seats } from '../seats'
import { Share } from '../share'
import { useGroupOrder } from '../use-order'
import { PrizeRow } from './prize-row'
import { StepBack } from './step-back'

const BONES = [120, 300, 160] as const

const toMine = { label: '看全部拼团', onPress: () => void replacePage('groupbuy/mine/index') }

const UNPAID = new Set<GroupOrder['state']>(['paying', 'closed'])

const Facts = ({ order }: { order: GroupOrder }) => {
  const today = useToday()
  return (
    <Card title="这一单">
      <View className="top4" />
      <KV name={UNPAID.has(order.state) ? '价格' : '付款'} value={`${yuanText(order.priceFen)} 元`} strong="plain" />
      {order.refundedFen > 0 ? <KV name="已退回" value={`${yuanText(order.refundedFen)} 元`} /> : null}
      {order.goods === null ? null : (
        <KV
          name={order.goods.way === 'pickup' ? '取货门店' : '怎么拿'}
          value={order.goods.way === 'pickup' ? (order.goods.storeName ?? '') : '寄给你，包邮'}
        />
      )}
      {order.voucherEndsAt === null || order.state !== 'won' || today === null ? null : (
        <KV name="券有效到" value={endText(order.voucherEndsAt, today)} />
      )}
      {today === null ? null : (
        <KV name="下单时间" value={`${dayText(dayOf(order.placedAt), today)} ${clockText(order.placedAt)}`} />
      )}
      <KV name="编号" value={order.id} />
    </Card>
  )
}

/** Seats belong to an order only while it stands. */
const inTeam = ({ state }: GroupOrder) => state !== 'paying' && state !== 'refunding' && state !== 'refunded'

const Team = ({ order }: { order: GroupOrder }) => {
  const { team } = order
  if (team === null || !inTeam(order)) return null
  return (
    <Card>
      <Seats team={team} />
      {team.state === 'forming' && team.missing > 0 ? (
        <Share scene={team.scene} title={order.name} missing={team.missing} priceText={yuanText(team.priceFen)} />
      ) : null}
      {team.state === 'forming' ? <View className="t12 ink-3 center top12">到时间没凑齐，原路全额退回</View> : null}
    </Card>
  )
}

const Body = ({ order, asked }: { order: GroupOrder; asked: Asked<{ order: GroupOrder }> }) => {
  const { ask: askToBeTold } = useAskToBeTold('groupbuy.team')
  return (
    <View>
      <Head of={order} note={`${order.size} 人团`} priceFen={order.priceFen} />
      {order.payBy === null || order.paymentId === null ? (
        <Note icon={order.state === 'refunding' ? 'clock' : 'info'}>{order.words}</Note>
      ) : (
        <PayCard
          paymentId={order.paymentId}
          amountFen={order.priceFen}
          payBy={order.payBy}
          afterSheet={askToBeTold}
          onChanged={asked.reload}
        />
      )}
      <View className="top12" />
      <PrizeRow order={order} />
      <Team order={order} />
      <Facts order={order} />
      <StepBack order={order} onChanged={asked.reload} />
    </View>
  )
}

const Order = ({ orderId }: { orderId: string }) => {
  const asked = useGroupOrder(orderId)
  usePullDown([asked])
  if (asked.data === null && asked.failure?.code === 'not_found')
    return <StatePage art="list" title="没有找到这一单" text="从「我的拼团」里点开就能看到" action={toMine} />
  return (
    <AskedView asked={asked} bones={BONES} failed="这一单没有打开">
      {({ order }) => <Body order={order} asked={asked} />}
    </AskedView>
  )
}

export default function GroupOrderPage() {
  useOwnPage()
  const { orderId } = useParams('groupbuy/order/index')
  return (
    <Page title="我的这一团">
      <MemberOnly bones={BONES} title="加入会员，和朋友一起拼" text="开的团、参的团、退的款，都会放在这里">
        {orderId === undefined ? (
          <StatePage
            art="list"
            title="没有找到这一单"
            text="从「我的拼团」里点开就能看到"
            action={{ label: '看看有什么团', onPress: () => void openPage('groupbuy/list/index') }}
          />
        ) : (
          <Order orderId={orderId} />
        )}
      </MemberOnly>
    </Page>
  )
}
