import type { SlipCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { InviteLink } from '../../features/referral/invite-link'
import { MoneyLine } from '../../features/purchase/figures'
import { priceText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { clockText, dayOf, dayText, endText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { slipText, slipTitle } from './words'

/** What the receipt is, what it gives and until when: before the button. */
export const SlipBody = ({ slip }: { slip: SlipCard }) => {
  const today = useToday()
  const { lines, amountFen, storeName, boughtAt, receiptNo, endsAt, state } = slip
  return (
    <View>
      <View className="t22 top8">{slipTitle(slip)}</View>
      <View className="t14 ink-2 top4">{slipText(slip)}</View>
      <Card className="top16" title={storeName}>
        {lines.map((line, index) => (
          <MoneyLine
            key={index}
            name={line.quantity > 1 ? `${line.name} ×${line.quantity}` : line.name}
            value={`¥${priceText(line.amountFen)}`}
          />
        ))}
        <View className="hairline" />
        <View className="row between gap8">
          <View className="t17">合计</View>
          <View className="num n28 nowrap">¥{priceText(amountFen)}</View>
        </View>
      </Card>
      <Card className="top12">
        <KV name="消费时间" value={`${dayText(dayOf(boughtAt), today ?? undefined)} ${clockText(boughtAt)}`} />
        <KV name="小票号" value={receiptNo} />
        {state === 'open' && today !== null ? <KV name="领取截止" value={endText(endsAt, today)} /> : null}
      </Card>
      {slip.isMine ? <InviteLink /> : null}
    </View>
  )
}
