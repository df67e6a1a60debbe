import type { CouponCard } from '@huitou/shared/coupon/contract'
import { View } from '@tarojs/components'
import { dayText, dayOf, endText, momentText, weekdayText } from '../../kit/time'
import { useToday } from '../../kit/session'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { Amount } from '../../ui/coupon/ticket'
import { Btn } from '../../ui/press/btn'
import { TermList } from '../../features/coupon/term-list'
import { usesText } from '../../features/coupon/words'
import { openPoints } from '../../features/points/tab'
import { CouponCode } from './coupon-code'
import { CouponOver } from './coupon-over'
import './coupon-body.scss'

type CouponBodyProps = {
  coupon: CouponCard
  terms: readonly string[]
  uses: readonly { at: string; store: string }[]
  inFront: boolean
  onUsed: () => Promise<void>
}

const Head = ({ coupon, today, usable }: { coupon: CouponCard; today: number; usable: boolean }) => (
  <View className={`coupon-head ${usable ? '' : 'coupon-head-off'}`}>
    <Amount face={coupon.face} size="n40" />
    <View className="grow">
      <View className="t17 coupon-name">{coupon.face.name}</View>
      <View className="t12 coupon-scope">{`${endText(coupon.expiresAt, today)} 止 · ${coupon.face.scope}`}</View>
    </View>
  </View>
)

const Facts = ({ coupon, terms }: { coupon: CouponCard; terms: readonly string[] }) => {
  const from = dayOf(coupon.validFrom)
  const uses = usesText(coupon)
  return (
    <Card title="使用说明">
      <View className="top4">
        {uses === null ? null : <KV name="次数" value={uses} />}
        <KV name="开始日期" value={`${dayText(from)} ${weekdayText(from)}`} />
        <KV name="来源" value={coupon.source} />
        <TermList terms={terms} />
      </View>
    </Card>
  )
}

/** A times card's story. */
const UseLog = ({ uses, today }: { uses: CouponBodyProps['uses']; today: number }) => (
  <Card title="用过的">
    <View className="top4">
      {uses.map(({ at, store }) => (
        <KV key={at} name={momentText(at, today)} value={store} />
      ))}
    </View>
  </Card>
)

/** In the place of the code: a coupon for deliveries is used in the mall, not at a till. */
const ForMall = () => (
  <View className="coupon-over">
    <View className="t15">在商城选配送时，结算页会用上它</View>
    <Btn label="去商城看看" className="top16" onPress={() => void openPoints('mall')} />
  </View>
)

export const CouponBody = ({ coupon, terms, uses, inFront, onUsed }: CouponBodyProps) => {
  const today = useToday() ?? dayOf(coupon.validFrom)
  const usable = coupon.state === 'unused' && coupon.notNow === null
  return (
    <View>
      <View className="coupon-card">
        <Head coupon={coupon} today={today} usable={usable} />
        {usable && coupon.face.kind === 'shipping' ? (
          <ForMall />
        ) : usable ? (
          <CouponCode couponId={coupon.id} name={coupon.face.name} inFront={inFront} onUsed={onUsed} />
        ) : (
          <CouponOver coupon={coupon} today={today} />
        )}
      </View>
      <Facts coupon={coupon} terms={terms} />
      {coupon.face.usesTotal > 1 && uses.length > 0 ? <UseLog uses={uses} today={today} /> : null}
    </View>
  )
}
