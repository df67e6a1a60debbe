import type { CouponCard } from '@huitou/shared/coupon/contract'
import { View } from '@tarojs/components'
import { dayText, dayOf, endText, weekdayText } from '../../kit/time'
import { useToday } from '../../kit/session'
import { Card } from '../../ui/block/card'
import { KV } from '../../ui/block/kv'
import { conditionOf } from '../../ui/coupon/face'
import { Amount } from '../../ui/coupon/ticket'
import { CouponCode } from './coupon-code'
import { CouponOver } from './coupon-over'
import './coupon-body.scss'

type CouponBodyProps = {
  coupon: CouponCard
  terms: readonly string[]
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
  return (
    <Card title="使用说明">
      <View className="top4">
        <KV name="门槛" value={conditionOf(coupon.face)} />
        {coupon.face.itemName === null ? null : <KV name="商品" value={coupon.face.itemName} />}
        <KV name="可用门店" value={coupon.face.scope} />
        <KV name="开始日期" value={`${dayText(from)} ${weekdayText(from)}`} />
        <KV name="来源" value={coupon.source} />
        {terms.map((term) => (
          <View key={term} className="coupon-term t14 ink-2">
            {term}
          </View>
        ))}
      </View>
    </Card>
  )
}

export const CouponBody = ({ coupon, terms, inFront, onUsed }: CouponBodyProps) => {
  const today = useToday() ?? dayOf(coupon.validFrom)
  const usable = coupon.state === 'unused' && coupon.notNow === null
  return (
    <View>
      <View className="coupon-card">
        <Head coupon={coupon} today={today} usable={usable} />
        {usable ? (
          <CouponCode couponId={coupon.id} name={coupon.face.name} inFront={inFront} onUsed={onUsed} />
        ) : (
          <CouponOver coupon={coupon} today={today} />
        )}
      </View>
      <Facts coupon={coupon} terms={terms} />
    </View>
  )
}
