import type { Day } from '@huitou/shared/kit/day'
import type { OrderCard } from '@huitou/shared/mall/order/contract'
import { Text, View } from '@tarojs/components'
import { Cover } from '../../features/mall/cover'
import { openPage } from '../../kit/navigate'
import { pointsText } from '../../kit/number'
import { Chip } from '../../ui/block/chip'
import { Press } from '../../ui/press/press'
import { orderLine, stateLook, timesText } from '../order-words'
import './order-row.scss'

/** One order of the list; the whole of it opens it. */
export const OrderRow = ({ order, today }: { order: OrderCard; today: Day }) => {
  const look = stateLook(order)
  const line = orderLine(order, today)
  return (
    <Press
      className="order-row"
      label={`${order.name}，${look.text}，${line}`}
      dim
      onPress={() => void openPage('mall/order/index', { orderId: order.id })}
    >
      <Cover of={order} className="order-picture" />
      <View className="grow">
        <View className="row between gap8">
          <Text className="t15 bold order-name">{`${order.name}${timesText(order.quantity)}`}</Text>
          <Chip text={look.text} tone={look.tone} />
        </View>
        <View className="t12 ink-2 top4">{line}</View>
        <View className="t12 ink-3">
          {order.groupOrderId === null ? `${pointsText(order.points)} 积分` : '拼团买的'}
        </View>
      </View>
    </Press>
  )
}
