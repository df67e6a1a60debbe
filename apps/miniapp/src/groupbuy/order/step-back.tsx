import type { GroupOrder } from '@huitou/shared/groupbuy/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useFailureSaid } from '../../features/asked/use-failure-said'
import { yuanText } from '../../kit/number'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'

type StepBackProps = { order: GroupOrder; onChanged: () => Promise<void> }

const saidOf = (order: GroupOrder) => {
  if (order.mayRefund)
    return {
      button: '申请退款',
      title: order.goods === null ? '退掉这张券' : '退掉这一份',
      text: `${order.goods === null ? '券会作废' : '这一份会让给别人'}，${yuanText(order.priceFen - order.refundedFen)} 元原路退回。退了就不能再用这个价买回来。`,
      confirm: '确认退款',
    }
  if (order.state === 'paying')
    return {
      button: '不买了',
      title: '取消这一单',
      text: '还没付款，不会扣钱。给你留的这份会放出来。',
      confirm: '取消这一单',
    }
  return {
    button: '退出这个团',
    title: '退出这个团',
    text: `${yuanText(order.priceFen - order.refundedFen)} 元原路退回，位子让给别人。`,
    confirm: '确认退出',
  }
}

/** The way back out, as long as there is one: asked once more, with what happens to the money. */
export const StepBack = ({ order, onChanged }: StepBackProps) => {
  const [asking, setAsking] = useState(false)
  const cancel = useSend('groupbuy.cancel')
  const refund = useSend('groupbuy.refund')
  useFailureSaid(cancel.failure ?? refund.failure)
  if (!order.mayCancel && !order.mayRefund) return null
  const said = saidOf(order)
  const run = async () => {
    await (order.mayRefund ? refund : cancel).run({ orderId: order.id })
    setAsking(false)
    await onChanged()
  }
  return (
    <View className="top12">
      <Btn label={said.button} kind="line" size="medium" onPress={() => setAsking(true)} />
      <Sheet title={said.title} open={asking} onClose={() => setAsking(false)}>
        <View className="t15 ink-2">{said.text}</View>
        <View className="top16">
          <Btn label={said.confirm} size="large" busy={cancel.busy || refund.busy} onPress={() => void run()} />
        </View>
      </Sheet>
    </View>
  )
}
