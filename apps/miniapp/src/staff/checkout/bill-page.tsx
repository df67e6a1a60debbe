import type { BillCard } from '@huitou/shared/purchase/bill-contract'
import type { CounterVisit } from '@huitou/shared/counter/visit-schema'
import { CustomWrapper, View } from '@tarojs/components'
import { Figures } from '../../features/purchase/figures'
import { goBack } from '../../kit/navigate'
import { pointsText, priceText } from '../../kit/number'
import { countdownText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { FailureNote } from '../counter/failure-note'
import { useLeft } from '../../kit/use-left'
import { NextScan } from '../result/next-scan'
import { Verdict } from '../result/verdict'
import { useBill } from './use-bill'
import type { useCheckout } from './use-checkout'
import { billStateText, chargeLabel } from './words'

type Checkout = ReturnType<typeof useCheckout>
type Props = { visit: CounterVisit; checkout: Checkout; bill: BillCard }

/** A bill whose figures hold: the member sees the same on their phone. */
export const BillPage = ({ visit, checkout, bill: opened }: Props) => {
  const bill = useBill(opened)
  if (bill.state === 'paid') return <Paid visit={visit} bill={bill} />
  if (bill.state === 'open' || bill.state === 'agreed') return <Waiting bill={bill} checkout={checkout} />
  const { title, detail } = billStateText(bill.state)
  return (
    <Page title="结账" footer={<Btn label="重新算一遍" size="counter" onPress={() => checkout.replace(null)} />}>
      <Verdict tone="danger" title={title} detail={detail}>
        <KV name="应收" value={`¥${priceText(bill.payableFen)}`} />
      </Verdict>
    </Page>
  )
}

/** In a wrapper of its own: each second must not send the whole page's data. */
const LockLeft = ({ endsAt }: { endsAt: string }) => {
  const leftMs = useLeft(endsAt)
  return (
    <View className="t12 ink-3 center checkout-lock" aria-hidden>
      {leftMs > 0 ? `这个价锁 3 分钟，还剩 ${countdownText(leftMs)}` : '这个价过时了，请改一改重新算'}
    </View>
  )
}

const Waiting = ({ bill, checkout }: { bill: BillCard; checkout: Checkout }) => {
  const { title, detail } = billStateText(bill.state)
  const waits = bill.mustAgree && bill.state === 'open'
  const footer = (
    <>
      <CustomWrapper>
        <LockLeft endsAt={bill.endsAt} />
      </CustomWrapper>
      <Btn
        label={waits ? '等客人点「没问题」' : chargeLabel(bill)}
        size="counter"
        kind={bill.state === 'agreed' ? 'go' : 'main'}
        busy={checkout.busy}
        disabled={waits}
        onPress={() => void checkout.confirm(bill.id)}
      />
      <Press
        className="verdict-back t15 ink-2"
        label="改一改"
        dim
        disabled={checkout.busy}
        onPress={() => void checkout.cancel(bill.id)}
      >
        改一改
      </Press>
    </>
  )
  return (
    <Page title="结账" footer={footer}>
      <Note icon={bill.state === 'agreed' ? 'check' : 'clock'} tone={bill.state === 'agreed' ? 'ok' : 'plain'}>
        {title}。{detail}
      </Note>
      <Figures figures={bill} />
      <FailureNote failure={checkout.failure} />
      <View className="checkout-room" />
    </Page>
  )
}

const Paid = ({ visit, bill }: { visit: CounterVisit; bill: BillCard }) => {
  const { title, detail } = billStateText('paid')
  const footer = (
    <>
      <NextScan />
      <Press className="verdict-back t15 ink-2" label="回工作台" dim onPress={() => void goBack()}>
        回工作台
      </Press>
    </>
  )
  return (
    <Page title="结账" footer={footer}>
      <Verdict tone="ok" title={title} detail={detail}>
        <View className="num n40">¥{priceText(bill.payableFen)}</View>
        <View className="hairline" />
        <KV name="会员" value={visit.member.name} strong="plain" />
        {bill.receiptNo ? <KV name="小票号" value={bill.receiptNo} /> : null}
        {bill.savedFen > 0 ? <KV name="共省" value={`¥${priceText(bill.savedFen)}`} /> : null}
        {bill.points > 0 ? <KV name="用了积分" value={`${pointsText(bill.points)} 积分`} /> : null}
        <KV name="得到积分" value={`${pointsText(bill.earned?.points ?? 0)} 积分`} strong="brand" />
        {bill.earned ? <KV name="现在有" value={`${pointsText(bill.earned.balanceAfter)} 积分`} /> : null}
        {bill.earned && bill.earned.coupons.length > 0 ? (
          <KV name="送了券" value={bill.earned.coupons.join('、')} />
        ) : null}
      </Verdict>
      <View className="top12">
        <Note icon="info">收错了，10 分钟内可以在工作台「今天的记录」里退款，过了时间请店长退。</Note>
      </View>
      <View className="verdict-room" />
    </Page>
  )
}
