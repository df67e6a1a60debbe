import { View } from '@tarojs/components'
import { yuanText } from '../../kit/number'
import { countdownText } from '../../kit/time'
import { useLeft } from '../../kit/use-left'
import { Card } from '../../ui/block/card'
import { Btn } from '../../ui/press/btn'
import { say } from '../../ui/toast'
import { usePay } from './use-pay'

type PayCardProps = {
  paymentId: string
  amountFen: number
  payBy: string
  /** Runs as the sheet closes: WeChat lets us ask for something else in that very moment (R10), and not beside the sheet. */
  afterSheet?: () => void
  onChanged: () => Promise<void>
}

/** An order that waits for its money: how long its piece is held, and the button that pays. */
export const PayCard = ({ paymentId, amountFen, payBy, afterSheet, onChanged }: PayCardProps) => {
  const leftMs = useLeft(payBy)
  const { busy, failure, pay } = usePay(afterSheet)
  const run = async () => {
    const end = await pay(paymentId)
    if (end === 'waiting') say('还没付款，这份先给你留着')
    if (end === 'closed') say('这一单已经取消，没有扣钱')
    await onChanged()
  }
  return (
    <Card>
      <View className="t17 center">{leftMs === 0 ? '付款时间过了，正在取消' : '这份给你留着'}</View>
      <View className="t14 ink-2 center top4">
        {leftMs === 0 ? '没有扣钱' : `${countdownText(leftMs)} 内付款有效，付了才算数`}
      </View>
      {failure ? <View className="t12 ink-danger center top8">{failure.detail}</View> : null}
      <Btn
        className="top12"
        size="large"
        label={`付 ${yuanText(amountFen)} 元`}
        busy={busy}
        disabled={leftMs === 0}
        onPress={() => void run()}
      />
    </Card>
  )
}
