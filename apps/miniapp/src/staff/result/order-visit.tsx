import type { CounterVisit } from '@huitou/shared/counter/visit-schema'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { device } from '../../kit/device/device'
import { goBack } from '../../kit/navigate'
import { clockText } from '../../kit/time'
import { useSend } from '../../kit/use-send'
import { KV } from '../../ui/block/kv'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { FailureNote } from '../counter/failure-note'
import { LeftOfVisit } from './left-of-visit'
import { NextScan } from './next-scan'
import { isFinal, useRefusedBuzz } from './refused'
import { Verdict } from './verdict'

type Order = CounterVisit['orders'][number]
type Props = { visit: CounterVisit; order: Order; onMore: (() => void) | null; judgeAgain: () => Promise<void> }

const Back = ({ text, disabled = false }: { text: string; disabled?: boolean }) => (
  <Press className="verdict-back t15 ink-2" label={text} dim disabled={disabled} onPress={() => void goBack()}>
    {text}
  </Press>
)

const Facts = ({ order, who }: { order: Order; who: string }) => (
  <>
    <View className="t22">{order.quantity > 1 ? `${order.name} ×${order.quantity}` : order.name}</View>
    <View className="hairline" />
    <KV name="会员" value={who} strong="plain" />
    {order.facts.map(({ label, value }) => (
      <KV key={label} name={label} value={value} />
    ))}
  </>
)

type DoneProps = { order: Order; who: string; at: string; onMore: (() => void) | null }

const HandedOver = ({ order, who, at, onMore }: DoneProps) => {
  const footer = (
    <>
      <NextScan />
      {onMore ? (
        <View className="top12">
          <Btn label="这位客人还要用别的" kind="soft" size="large" onPress={onMore} />
        </View>
      ) : null}
      <Back text="回工作台" />
    </>
  )
  return (
    <Page title="取货" footer={footer}>
      <Verdict tone="ok" title="已取货" detail={`${clockText(at)}，十分钟内可以在工作台撤销`}>
        <Facts order={order} who={who} />
      </Verdict>
      <View className="verdict-room" />
    </Page>
  )
}

/** Goods of the mall to hand over: what, to whom, one button. */
export const OrderVisit = ({ visit, order, onMore, judgeAgain }: Props) => {
  const [doneAt, setDoneAt] = useState<string | null>(null)
  const { busy, failure, run } = useSend('counter.pickUp')
  useRefusedBuzz(!order.usable && doneAt === null)
  const who = [visit.member.name, visit.member.tierName].join(' · ')
  const handOver = async () => {
    const output = await run({ visitId: visit.id, orderId: order.id })
    device.vibrate(output ? 'done' : 'refused')
    if (output) setDoneAt(output.at)
    else await judgeAgain()
  }
  if (doneAt !== null) return <HandedOver order={order} who={who} at={doneAt} onMore={onMore} />
  if (!order.usable || isFinal(failure))
    return (
      <Page title="取货" footer={<NextScan />}>
        <Verdict tone="danger" title="不能取货" detail={failure?.detail ?? order.why ?? '这单现在不能取'}>
          <Facts order={order} who={who} />
        </Verdict>
      </Page>
    )
  return (
    <Page
      title="取货"
      footer={
        <>
          <Btn label="确认取货" kind="go" size="counter" busy={busy} onPress={() => void handOver()} />
          <Back text="先不给货，返回" disabled={busy} />
        </>
      }
    >
      <Verdict tone="ok" icon="bag" title="可以取货" detail={<LeftOfVisit endsAt={visit.endsAt} />}>
        <Facts order={order} who={who} />
      </Verdict>
      <FailureNote failure={failure} />
      <View className="verdict-room" />
    </Page>
  )
}
