import type { OrderDetail } from '@huitou/shared/mall/order/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { pointsText } from '../../kit/number'
import { useSend } from '../../kit/use-send'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { say } from '../../ui/toast'
import { cancelQuestion } from '../order-words'

type CancelSheetProps = { order: OrderDetail; onDone: () => void }

/** Cancelling is a decision, so it is asked twice; what comes back stands in the question. */
export const CancelOrder = ({ order, onDone }: CancelSheetProps) => {
  const { busy, failure, run } = useSend('mall.cancel')
  const [open, setOpen] = useState(false)
  const cancel = async () => {
    const answer = await run({ orderId: order.id })
    if (answer) {
      setOpen(false)
      say(`取消了，${pointsText(answer.pointsBack)} 积分已退回`)
    }
    onDone()
  }
  return (
    <View className="top12">
      <Btn kind="line" size="medium" label="取消兑换" onPress={() => setOpen(true)} />
      <Sheet
        title="要取消吗"
        open={open}
        onClose={() => setOpen(false)}
        footer={
          <View className="col gap8">
            {failure ? <View className="t12 ink-danger center">{failure.detail}</View> : null}
            <Btn size="large" label="先不取消" onPress={() => setOpen(false)} />
            <Btn size="large" kind="line" label="确定取消" busy={busy} onPress={() => void cancel()} />
          </View>
        }
      >
        <View className="t14 ink-2">{cancelQuestion(order)}</View>
      </Sheet>
    </View>
  )
}
