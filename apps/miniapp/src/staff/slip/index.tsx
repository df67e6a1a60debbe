import type { SlipCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { device } from '../../kit/device/device'
import { goBack } from '../../kit/navigate'
import { pointsText, priceText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { endText } from '../../kit/time'
import { useSend } from '../../kit/use-send'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { AmountPage } from '../checkout/amount-page'
import { basketOf, type Ticket } from '../checkout/ticket'
import { DrawnCode } from '../counter/drawn-code'
import { FailureNote } from '../counter/failure-note'
import { StaffOnly } from '../counter/staff-only'
import { useStore } from '../counter/store-choice'

export default function SlipPage() {
  return <StaffOnly title="小票码">{() => <Slip />}</StaffOnly>
}

/** For a buyer who is no member yet: the receipt gets a code, and they claim its points when they join. */
const Slip = () => {
  const store = useStore()
  const [slip, setSlip] = useState<SlipCard | null>(null)
  const [ticket, setTicket] = useState<Ticket | null>(null)
  const { busy, failure, run } = useSend('counter.writeSlip')
  if (slip) return <Written slip={slip} onAgain={() => setSlip(null)} />
  const write = async (typed: Ticket) => {
    setTicket(typed)
    const basket = basketOf(typed)
    if (!store || !basket) return
    const { receiptNo } = typed
    const written = await run({ storeId: store.id, ...basket, ...(receiptNo === '' ? {} : { receiptNo }) })
    device.vibrate(written ? 'done' : 'refused')
    if (!written) return
    setTicket(null)
    setSlip(written.slip)
  }
  return (
    <AmountPage
      who={null}
      ticket={ticket}
      title="小票码"
      button="生成小票码"
      busy={busy}
      note={<FailureNote failure={failure} />}
      onDone={(typed) => void write(typed)}
    />
  )
}

const Written = ({ slip, onAgain }: { slip: SlipCard; onAgain: () => void }) => {
  const today = useToday()
  return (
    <Page title="小票码" footer={<Btn label="再开一张" size="counter" onPress={onAgain} />}>
      <Card className="center">
        <View className="t17">顾客还不是会员？请扫码</View>
        <SlipImage slipId={slip.id} />
        <View className="t14 ink-2">入会就能领这一单的 {pointsText(slip.earn.points)} 积分，算你和本店带来的</View>
      </Card>
      <Card className="top12" title="可以这样说">
        <View className="t15 top8">{sayOf(slip)}</View>
      </Card>
      <Card className="top12">
        <KV name="小票号" value={slip.receiptNo} />
        <KV name="金额" value={`¥${priceText(slip.amountFen)}`} strong="plain" />
        <KV name="领取期限" value={today === null ? '' : `${endText(slip.endsAt, today)}前`} />
      </Card>
      <View className="top12">
        <Note icon="info">一张小票只能领一次。开错了，可以在工作台的记录里撤销。</Note>
      </View>
      <View className="top12">
        <Btn label="回工作台" kind="line" size="medium" onPress={() => void goBack()} />
      </View>
    </Page>
  )
}

const SlipImage = ({ slipId }: { slipId: string }) => {
  const { busy, failure, run } = useSend('counter.slipImage')
  const draw = useCallback(() => run({ slipId }), [run, slipId])
  return <DrawnCode name="小票的小程序码" {...{ busy, failure, draw }} />
}

/** What to say beside the code; a sale that gives no points is still worth joining for. */
const sayOf = ({ earn }: SlipCard) =>
  earn.points > 0
    ? `您还不是会员吧？微信扫一下就入会，这一单的 ${pointsText(earn.points)} 积分马上归您`
    : '您还不是会员吧？微信扫一下就入会，这一单就记到您名下'
