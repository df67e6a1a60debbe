import type { BillCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { device } from '../../kit/device/device'
import { openPage } from '../../kit/navigate'
import { priceText } from '../../kit/number'
import { countdownText } from '../../kit/time'
import { useLeft } from '../../kit/use-left'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { Chip } from '../../ui/block/chip'
import { Note } from '../../ui/block/note'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { useFailureSaid } from '../asked/use-failure-said'
import { billHead, earnedText, savedText } from './bill-words'
import { Figures } from './figures'
import { useMyBill } from './use-my-bill'
import './bill-panel.scss'

type Replace = ReturnType<typeof useMyBill>['replace']

/** Waiting: the same figures as the clerk's, how long they hold, and the member's word. */
const Waiting = ({ bill, replace }: { bill: BillCard; replace: Replace }) => {
  const leftMs = useLeft(bill.endsAt)
  const agree = useSend('purchase.agree')
  const decline = useSend('purchase.decline')
  useFailureSaid(agree.failure ?? decline.failure)
  const answer = async (send: typeof agree | typeof decline) => {
    const answered = await send.run({ billId: bill.id })
    if (answered) replace(answered)
  }
  const agreed = bill.state === 'agreed'
  return (
    <View className="bill-panel" role="alert">
      <View className="row between gap8">
        <View className="t17 grow">{bill.storeName} · 结账</View>
        <Chip text={`还剩 ${countdownText(leftMs)}`} tone="info" icon="clock" />
      </View>
      <View className="t14 ink-2 top4">{billHead(bill)}</View>
      <Figures figures={bill} due="应付" />
      <View className="row gap12 top12">
        <View className="grow">
          <Btn kind="line" label="不对" busy={decline.busy} onPress={() => void answer(decline)} />
        </View>
        <View className="grow">
          <Btn
            label={agreed ? '已确认' : '没问题'}
            disabled={agreed}
            busy={agree.busy}
            onPress={() => void answer(agree)}
          />
        </View>
      </View>
    </View>
  )
}

const Paid = ({ bill, onPaid }: { bill: BillCard; onPaid: () => void }) => {
  useEffect(() => {
    device.vibrate('done')
    onPaid()
    // Once for each bill, not for each answer about it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [bill.id])
  const { earned, purchaseId } = bill
  return (
    <Card className="bill-panel" title={billHead(bill)} end={<Chip text={bill.storeName} tone="ok" icon="check" />}>
      <View className="num n34">¥{priceText(bill.payableFen)}</View>
      {bill.savedFen > 0 ? <View className="t14 ink-2 top4">{savedText(bill)}</View> : null}
      {earned ? <View className="t15 bold top8">{earnedText(earned)}</View> : null}
      {earned?.coupons.map((name, index) => (
        <RowItem key={index} icon="ticket" title={name} note="这一单送的，已放进卡包" />
      ))}
      {purchaseId === null ? null : (
        <Btn
          className="top12"
          kind="line"
          size="medium"
          label="看这笔消费"
          onPress={() => void openPage('account/purchase/index', { purchaseId })}
        />
      )}
    </Card>
  )
}

/** What is going on at the counter for the member who shows their code. */
export const BillPanel = ({ inFront, onPaid }: { inFront: boolean; onPaid: () => void }) => {
  const { bill, replace } = useMyBill(inFront)
  if (bill === null) return null
  if (bill.state === 'paid') return <Paid bill={bill} onPaid={onPaid} />
  if (bill.state === 'open' || bill.state === 'agreed') return <Waiting bill={bill} replace={replace} />
  return (
    <View className="bill-panel">
      <Note icon="info">{billHead(bill)}</Note>
    </View>
  )
}
