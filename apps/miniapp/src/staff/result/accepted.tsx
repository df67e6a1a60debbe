import type { CounterCoupon, CounterVisit } from '@huitou/shared/counter/visit-schema'
import { View } from '@tarojs/components'
import type { CallFailed } from '../../kit/call/failure'
import { goBack } from '../../kit/navigate'
import { yuanText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { dayText, dayOf, endText } from '../../kit/time'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Page } from '../../ui/page/page'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { LeftOfVisit } from './left-of-visit'
import { Verdict } from './verdict'
import { Worth } from './worth'

type Props = {
  visit: CounterVisit
  coupon: CounterCoupon
  busy: boolean
  failure: CallFailed | null
  onVerify: () => void
}

const whoText = ({ name, tierName, phoneMasked }: CounterVisit['member']) =>
  [name, tierName, phoneMasked].filter(Boolean).join(' · ')

const Footer = ({ busy, onVerify }: Pick<Props, 'busy' | 'onVerify'>) => (
  <>
    <Btn label="确认核销" kind="go" size="counter" busy={busy} onPress={onVerify} />
    <Press className="verdict-back t15 ink-2" label="先不核销，返回" dim disabled={busy} onPress={() => void goBack()}>
      先不核销，返回
    </Press>
  </>
)

/** This coupon may be used here and now: what it gives, whose it is, one button. */
export const Accepted = ({ visit, coupon, busy, failure, onVerify }: Props) => {
  const today = useToday()
  const { face, expiresAt } = coupon
  return (
    <Page title="核销" footer={<Footer busy={busy} onVerify={onVerify} />}>
      <Verdict tone="ok" title="可以用" detail={<LeftOfVisit endsAt={visit.endsAt} />}>
        <Worth face={face} />
        <View className="t17 top8">{face.name}</View>
        <View className="hairline" />
        <KV name="会员" value={whoText(visit.member)} strong="plain" />
        <KV name="门槛" value={face.thresholdFen > 0 ? `满 ${yuanText(face.thresholdFen)} 元` : '没有'} />
        {face.offMaxFen === null ? null : <KV name="最多减" value={`${yuanText(face.offMaxFen)} 元`} />}
        <KV name="范围" value={face.scope} />
        <KV name="有效期" value={`${today === null ? dayText(dayOf(expiresAt)) : endText(expiresAt, today)} 到期`} />
      </Verdict>
      <View className="top12">
        {failure ? (
          <Note icon="alert" tone="warn">
            {failure.offline
              ? '没有收到回音，还不知道核销成没成。再按一次「确认核销」，同一张券不会用两次。'
              : failure.detail}
          </Note>
        ) : (
          <Note icon="info">
            {face.thresholdFen > 0 ? `请先看小票：是不是满 ${yuanText(face.thresholdFen)} 元。` : ''}
            核销错了，可以在工作台撤销。
          </Note>
        )}
      </View>
      <View className="verdict-room" />
    </Page>
  )
}
