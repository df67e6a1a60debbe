import type { Output } from '@huitou/shared/api'
import type { MyRefund } from '@huitou/shared/purchase/member-contract'
import { View } from '@tarojs/components'
import { MoneyLine } from '../../features/purchase/figures'
import { movedText, refundedText, usedText } from '../../features/purchase/purchase-words'
import { offText } from '../../features/purchase/words'
import { InviteLink } from '../../features/referral/invite-link'
import { pointsText, priceText } from '../../kit/number'
import { clockText, dayOf, dayText } from '../../kit/time'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { ReviewCard } from './review-card'

type Found = Output<'purchase.myPurchase'>

const whenText = (at: string, today: number | null) => `${dayText(dayOf(at), today ?? undefined)} ${clockText(at)}`

const Lines = ({ found: { purchase, lines, deductions } }: { found: Found }) => {
  const back = refundedText(purchase)
  return (
    <Card title={purchase.storeName} end={back === null ? undefined : <Chip text={back} tone="warn" />}>
      {lines.map((line, index) => (
        <MoneyLine
          key={index}
          name={line.quantity > 1 ? `${line.name} ×${line.quantity}` : line.name}
          value={`¥${priceText(line.amountFen)}`}
          note={line.refundedFen > 0 ? `已退 ¥${priceText(line.refundedFen)}` : undefined}
        />
      ))}
      <View className="hairline" />
      <MoneyLine name="商品合计" value={`¥${priceText(purchase.totalFen)}`} />
      {deductions.map((one, index) => (
        <MoneyLine key={index} name={one.title} value={offText(one.offFen)} note={one.basis} off />
      ))}
      <View className="hairline" />
      <View className="row between gap8">
        <View className="t17">实付</View>
        <View className="num n34 nowrap">¥{priceText(purchase.paidFen)}</View>
      </View>
      {purchase.savedFen > 0 ? <View className="t12 ink-3">共省 ¥{priceText(purchase.savedFen)}</View> : null}
    </Card>
  )
}

const Refund = ({ refund, today }: { refund: MyRefund; today: number | null }) => {
  const moved = movedText(refund)
  return (
    <MoneyLine
      name={refund.reason}
      value={`¥${priceText(refund.amountFen)}`}
      note={[whenText(refund.at, today), moved].filter((part) => part !== '').join('。')}
    />
  )
}

/** What was bought, what was taken off and why, what it gave, and what was given back. */
export const PurchaseBody = ({ found, today }: { found: Found; today: number | null }) => {
  const { purchase, refunds } = found
  return (
    <View>
      <Lines found={found} />
      <Card className="top12">
        <KV name="得积分" value={`${pointsText(purchase.earnedPoints)} 积分`} strong="brand" />
        {purchase.offsetPoints > 0 ? <KV name="用掉积分" value={usedText(purchase)} /> : null}
        <KV name="时间" value={whenText(purchase.at, today)} />
        <KV name="小票号" value={purchase.receiptNo} />
      </Card>
      <ReviewCard purchaseId={purchase.id} today={today} />
      {refunds.length > 0 ? (
        <Card className="top12" title="退款">
          {refunds.map((refund) => (
            <Refund key={refund.id} refund={refund} today={today} />
          ))}
        </Card>
      ) : (
        <InviteLink />
      )}
    </View>
  )
}
