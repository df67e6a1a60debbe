import type { Day } from '@huitou/shared/kit/day'
import type { OrderDetail } from '@huitou/shared/mall/order/contract'
import { Text, View } from '@tarojs/components'
import { Cover } from '../../features/mall/cover'
import { PayCard } from '../../features/pay/pay-card'
import { InviteLink } from '../../features/referral/invite-link'
import { openPage } from '../../kit/navigate'
import { pointsText, yuanText } from '../../kit/number'
import { clockText, dayOf, dayText, endText } from '../../kit/time'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { orderLine, stateLook, timesText } from '../order-words'
import { CancelOrder } from './cancel-sheet'
import { OrderCode } from './order-code'
import './order-body.scss'

type OrderBodyProps = { order: OrderDetail; today: Day; inFront: boolean; onChanged: () => Promise<void> }

const Head = ({ order, today }: { order: OrderDetail; today: Day }) => {
  const look = stateLook(order)
  return (
    <View className="order-head">
      <Cover of={order} className="order-head-picture" />
      <View className="grow">
        <View className="row wrap gap8">
          <Text className="t17 order-head-name">{`${order.name}${timesText(order.quantity)}`}</Text>
          <Chip text={look.text} tone={look.tone} />
        </View>
        <View className="t12 ink-2 top4">{orderLine(order, today)}</View>
      </View>
    </View>
  )
}

const Receive = ({ order, onChanged }: Pick<OrderBodyProps, 'order' | 'onChanged'>) => {
  const { busy, failure, run } = useSend('mall.confirmReceipt')
  const confirm = async () => {
    await run({ orderId: order.id })
    await onChanged()
  }
  return (
    <View className="top12">
      {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
      <Btn size="medium" label="收到了" busy={busy} onPress={() => void confirm()} />
    </View>
  )
}

const Facts = ({ order, today }: { order: OrderDetail; today: Day }) => (
  <Card title="这一单">
    <View className="top4" />
    {order.groupOrderId === null ? <KV name="用了积分" value={pointsText(order.points)} strong="plain" /> : null}
    {order.cashFen > 0 ? <KV name="另付" value={`${yuanText(order.cashFen)} 元`} strong="plain" /> : null}
    {order.shippingPoints > 0 ? <KV name="其中运费" value={`${pointsText(order.shippingPoints)} 积分`} /> : null}
    {order.store === null ? null : <KV name="门店" value={`${order.store.name} · ${order.store.address}`} />}
    {order.store === null ? null : <KV name="营业时间" value={order.store.hours} />}
    {order.address === null ? null : (
      <KV
        name="寄到"
        value={`${order.address.name} ${order.address.phone} ${order.address.region} ${order.address.detail}`}
      />
    )}
    {order.carrier === null ? null : <KV name="快递" value={`${order.carrier} ${order.trackingNo ?? ''}`} />}
    <KV name="下单时间" value={`${dayText(dayOf(order.at), today)} ${clockText(order.at)}`} />
    <KV name="编号" value={order.id} />
  </Card>
)

const Timeline = ({ order, today }: { order: OrderDetail; today: Day }) => (
  <Card title="经过">
    <View className="top4" />
    {[...order.timeline].reverse().map(({ at, words }) => (
      <View key={`${at}${words}`} className="order-step">
        <View className="t14">{words}</View>
        <View className="t12 ink-3">{`${dayText(dayOf(at), today)} ${clockText(at)}`}</View>
      </View>
    ))}
  </Card>
)

const Wallet = ({ order, today }: { order: OrderDetail; today: Day }) =>
  order.coupons.length === 0 ? null : (
    <Card className="card-flat">
      {order.coupons.map((coupon) => (
        <RowItem
          key={coupon.id}
          icon="ticket"
          title={coupon.face.name}
          note={coupon.state === 'unused' ? `${endText(coupon.expiresAt, today)} 止` : '已用过或作废'}
          onPress={() => void openPage('coupon/detail/index', { couponId: coupon.id })}
        />
      ))}
    </Card>
  )

/** Goods that were bought with others: what was paid and the way back are there. */
const FromGroup = ({ order: { groupOrderId } }: { order: OrderDetail }) =>
  groupOrderId === null ? null : (
    <Card className="card-flat">
      <RowItem
        icon="user"
        title="拼团买的"
        note="付款、退款和同团的人都在那里"
        onPress={() => void openPage('groupbuy/order/index', { orderId: groupOrderId })}
      />
    </Card>
  )

/** One order: its code while it waits, what it was, what happened, and the way back. */
export const OrderBody = ({ order, today, inFront, onChanged }: OrderBodyProps) => (
  <View>
    <View className="order-card">
      <Head order={order} today={today} />
      {order.mayShowCode ? (
        <OrderCode orderId={order.id} name={order.name} inFront={inFront} onUsed={onChanged} />
      ) : null}
    </View>
    {order.paymentId === null || order.payBy === null ? null : (
      <PayCard paymentId={order.paymentId} amountFen={order.cashFen} payBy={order.payBy} onChanged={onChanged} />
    )}
    <Wallet order={order} today={today} />
    <FromGroup order={order} />
    <Facts order={order} today={today} />
    <Timeline order={order} today={today} />
    {order.mayCancel ? <View className="t12 ink-3 center">{order.cancelRule}</View> : null}
    {order.state === 'shipped' ? <Receive order={order} onChanged={onChanged} /> : null}
    {order.state === 'cancelled' || order.state === 'expired' ? null : <InviteLink />}
    {order.mayCancel ? <CancelOrder order={order} onDone={() => void onChanged()} /> : null}
  </View>
)
