import type { CounterCoupon, CounterVisit } from '@huitou/shared/counter/contract'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { useToday } from '../../kit/session'
import { dayOf, dayText, endText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { Section } from '../../ui/block/card'
import { Ticket } from '../../ui/coupon/ticket'
import { Page } from '../../ui/page/page'
import { StatePage } from '../../ui/state/state-page'
import { LeftOfVisit } from './left-of-visit'
import { Verdict } from './verdict'

type Props = { visit: CounterVisit; onChoose: (couponId: string) => void }

const endsText = (expiresAt: string, today: Day | null) =>
  `${today === null ? dayText(dayOf(expiresAt)) : endText(expiresAt, today)} 到期`

const One = ({
  coupon,
  today,
  onChoose,
}: {
  coupon: CounterCoupon
  today: Day | null
  onChoose: (couponId: string) => void
}) => (
  <View className="top12">
    <Ticket
      face={coupon.face}
      lines={coupon.usable ? [endsText(coupon.expiresAt, today), coupon.face.scope] : [coupon.why ?? '现在不能用']}
      off={!coupon.usable}
      end={coupon.usable ? <Chip text="核销" tone="ok" /> : <Chip text="看原因" />}
      onPress={() => onChoose(coupon.id)}
    />
  </View>
)

/** A member's code: who stands here, and what they could use now. */
export const MemberVisit = ({ visit, onChoose }: Props) => {
  const today = useToday()
  const { member, coupons } = visit
  const usable = coupons.filter((coupon) => coupon.usable)
  const others = coupons.filter((coupon) => !coupon.usable)
  return (
    <Page title="会员">
      <Verdict tone="ok" icon="user" title={member.name} detail={<LeftOfVisit endsAt={visit.endsAt} />}>
        <View className="row between gap8">
          <View className="t15 ink-2">{[member.tierName, member.phoneMasked ?? '没留手机号'].join(' · ')}</View>
          <View className="t15 bold nowrap">{pointsText(member.available)} 积分</View>
        </View>
      </Verdict>
      {usable.length > 0 ? (
        <View className="top24">
          <Section title={`现在能用 ${usable.length} 张`}>
            {usable.map((coupon) => (
              <One key={coupon.id} coupon={coupon} today={today} onChoose={onChoose} />
            ))}
          </Section>
        </View>
      ) : (
        <StatePage art="empty" title="现在没有能用的券" text="签到、领券、积分兑换得到的券，会出现在这里" />
      )}
      {others.length > 0 ? (
        <View className="top24">
          <Section title="现在用不了">
            {others.map((coupon) => (
              <One key={coupon.id} coupon={coupon} today={today} onChoose={onChoose} />
            ))}
          </Section>
        </View>
      ) : null}
    </Page>
  )
}
