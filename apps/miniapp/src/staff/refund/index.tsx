import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { goBack, useParams } from '../../kit/navigate'
import { pointsText, priceText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { momentText } from '../../kit/time'
import { useAsk } from '../../kit/use-ask'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Skeleton } from '../../ui/state/skeleton'
import { Reasons, useReason } from '../act/undo-sheet'
import { FailureNote } from '../counter/failure-note'
import { StaffOnly } from '../counter/staff-only'
import { Trouble } from '../counter/trouble'
import { Verdict } from '../result/verdict'
import { WhatToRefund } from './what'
import { leftFenOf, refundFen, type Way } from './ways'

type Sold = Output<'counter.purchase'>
type Done = Output<'counter.refund'>['refund']

const REASONS = ['客人退货', '收错了钱', '记错了人', '重复登记']

export default function RefundPage() {
  const { purchaseId = '' } = useParams('staff/refund/index')
  return (
    <StaffOnly title="退款">{({ role }) => <Refund purchaseId={purchaseId} isClerk={role === 'clerk'} />}</StaffOnly>
  )
}

const Refund = ({ purchaseId, isClerk }: { purchaseId: string; isClerk: boolean }) => {
  const asked = useAsk('counter.purchase', { purchaseId })
  const [done, setDone] = useState<Done | null>(null)
  if (done) return <Refunded done={done} />
  if (asked.data) return <Form sold={asked.data} isClerk={isClerk} onDone={setDone} />
  return (
    <Page title="退款">
      {asked.state === 'loading' ? (
        <Skeleton heights={[180, 220]} />
      ) : (
        <Trouble failure={asked.failure} again={() => void asked.reload()} busy={asked.reloading} />
      )}
    </Page>
  )
}

const Head = ({ sold: { purchase, memberName, refunds } }: { sold: Sold }) => {
  const today = useToday()
  return (
    <Card title={`小票 ${purchase.receiptNo}`}>
      <KV name="会员" value={memberName} />
      <KV name="时间" value={today === null ? '' : momentText(purchase.at, today)} />
      <KV name="实付" value={`¥${priceText(purchase.paidFen)}`} strong="plain" />
      {purchase.offsetPoints > 0 ? <KV name="积分抵了" value={`${pointsText(purchase.offsetPoints)} 积分`} /> : null}
      {refunds.length > 0 ? (
        <KV name="已退" value={`¥${priceText(purchase.refundedFen)}，${refunds.length} 笔`} />
      ) : null}
    </Card>
  )
}

const Closed = ({ sold, why }: { sold: Sold; why: string }) => (
  <Page title="退款">
    <Head sold={sold} />
    <View className="top12">
      <Note icon="info">{why}</Note>
    </View>
  </Page>
)

const Form = ({ sold, isClerk, onDone }: { sold: Sold; isClerk: boolean; onDone: (done: Done) => void }) => {
  const [way, setWay] = useState<Way>({ by: 'whole' })
  const reason = useReason()
  const { busy, failure, run } = useSend('counter.refund')
  const amountFen = refundFen(sold, way)
  const leftFen = leftFenOf(sold)
  const refund = async () => {
    const done = await run({ purchaseId: sold.purchase.id, what: way, reason: reason.text })
    device.vibrate(done ? 'done' : 'refused')
    if (done) onDone(done.refund)
  }
  const open = sold.refundUntil !== null && (leftFen > 0 || sold.refunds.length === 0)
  if (!open) return <Closed sold={sold} why={leftFen === 0 ? '这一单已经全退了。' : '超过你能退的时间了，请找店长。'} />
  const ready = amountFen !== null && reason.text !== ''
  return (
    <Page
      title="退款"
      footer={
        <Btn
          label={amountFen === null ? '退款' : `退 ¥${priceText(amountFen)}`}
          size="counter"
          busy={busy}
          disabled={!ready}
          onPress={() => void refund()}
        />
      }
    >
      <Head sold={sold} />
      {isClerk ? null : <WhatToRefund sold={sold} way={way} onChange={setWay} />}
      <Card className="top12" title="为什么退">
        <Reasons reasons={REASONS} picked={reason.picked} onPick={reason.setPicked} />
        {reason.field}
        <FailureNote failure={failure} />
      </Card>
      <View className="top12">
        <Note icon="undo">
          这一单给的积分和成长值按比例收回，抵掉的积分按比例还给客人；全退时用过的券也退回，有效期不变。钱请在收银机上退。
        </Note>
      </View>
      <View className="verdict-room" />
    </Page>
  )
}

const Refunded = ({ done }: { done: Done }) => (
  <Page title="退款" footer={<Btn label="好了" size="counter" onPress={() => void goBack()} />}>
    <Verdict tone="ok" title="已退" detail="积分和券都已经处理好，钱请在收银机上退">
      <View className="num n40">¥{priceText(done.amountFen)}</View>
      <View className="hairline" />
      <KV name="收回积分" value={`${pointsText(done.tookBack.points)} 积分`} />
      <KV name="收回成长值" value={pointsText(done.tookBack.growth)} />
      {done.returnedPoints > 0 ? <KV name="还给客人积分" value={`${pointsText(done.returnedPoints)} 积分`} /> : null}
      {done.couponsReturned > 0 ? <KV name="还给客人的券" value={`${done.couponsReturned} 张`} /> : null}
      {done.couponsTakenBack > 0 ? <KV name="收回送的券" value={`${done.couponsTakenBack} 张`} /> : null}
    </Verdict>
  </Page>
)
