import type { CounterTicket } from '@huitou/shared/gathering/contract'
import type { CounterVisit } from '@huitou/shared/counter/visit-schema'
import { View } from '@tarojs/components'
import { goBack } from '../../kit/navigate'
import { clockText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { FailureNote } from '../counter/failure-note'
import { LeftOfVisit } from '../result/left-of-visit'
import { NextScan } from '../result/next-scan'
import { isFinal, useRefusedBuzz } from '../result/refused'
import type { Admission, useAdmission } from './use-admission'
import { Verdict } from '../result/verdict'

const Back = ({ text, disabled = false }: { text: string; disabled?: boolean }) => (
  <Press className="verdict-back t15 ink-2" label={text} dim disabled={disabled} onPress={() => void goBack()}>
    {text}
  </Press>
)

const whoOf = ({ member }: CounterVisit) => [member.name, member.tierName].join(' · ')

const Facts = ({ ticket, who }: { ticket: CounterTicket; who: string }) => (
  <>
    <View className="t22">{ticket.title}</View>
    <View className="hairline" />
    <KV name="会员" value={who} strong="plain" />
    {ticket.walkIn && ticket.usable ? <KV name="报名" value="没报名，可现场入场" /> : null}
    {ticket.facts.map(({ label, value }) => (
      <KV key={label} name={label} value={value} />
    ))}
  </>
)

type AdmittedProps = { visit: CounterVisit; admission: Admission; onMore: (() => void) | null }

/** In: what it gave, and the next guest one tap away. */
export const Admitted = ({ visit, admission: { title, at, gave }, onMore }: AdmittedProps) => {
  const footer = (
    <>
      <NextScan />
      {onMore ? (
        <View className="top12">
          <Btn label="这位客人还要用别的" kind="soft" size="large" onPress={onMore} />
        </View>
      ) : null}
      <Back text="返回" />
    </>
  )
  return (
    <Page title="入场" footer={footer}>
      <Verdict tone="ok" title="已入场" detail="十分钟内可以在工作台撤销">
        <View className="t22">{title}</View>
        <View className="hairline" />
        <KV name="会员" value={whoOf(visit)} strong="plain" />
        {at === null ? null : <KV name="时间" value={clockText(at)} />}
        {gave === null ? null : <KV name="到场礼" value={gave} strong="brand" />}
      </Verdict>
      <View className="verdict-room" />
    </Page>
  )
}

type TicketVisitProps = {
  visit: CounterVisit
  ticket: CounterTicket
  admission: ReturnType<typeof useAdmission>
}

/** One ticket at the door: whose, for what, one button; or why not, to read aloud. */
export const TicketVisit = ({ visit, ticket, admission: { underway, failure, admit } }: TicketVisitProps) => {
  useRefusedBuzz(!ticket.usable)
  const facts = <Facts ticket={ticket} who={whoOf(visit)} />
  if (!ticket.usable || isFinal(failure))
    return (
      <Page title="入场" footer={<NextScan />}>
        <Verdict tone="danger" title="不能入场" detail={failure?.detail ?? ticket.why ?? '这张票现在不能用'}>
          {facts}
        </Verdict>
        <View className="verdict-room" />
      </Page>
    )
  const footer = (
    <>
      <Btn
        label="确认入场"
        kind="go"
        size="counter"
        busy={underway !== null}
        onPress={() => void admit(ticket.gatheringId)}
      />
      <Back text="先不入场，返回" disabled={underway !== null} />
    </>
  )
  return (
    <Page title="入场" footer={footer}>
      <Verdict tone="ok" icon="calendar" title="可以入场" detail={<LeftOfVisit endsAt={visit.endsAt} />}>
        {facts}
      </Verdict>
      <FailureNote failure={failure} />
      <View className="verdict-room" />
    </Page>
  )
}
