import type { CouponOffer } from '@huitou/shared/coupon/contract'
import { View } from '@tarojs/components'
import { Btn } from '../press/btn'
import { conditionOf } from './face'
import { Amount } from './ticket'
import './offer-card.scss'

export const OFFER_ACTION = {
  open: '领取',
  taken: '已领',
  sold_out: '领完了',
  not_started: '未开始',
  tier_only: '等级专享',
} as const

/** A coupon that can be taken, half a line wide. */
export const OfferCard = ({
  offer,
  note,
  busy,
  onClaim,
}: {
  offer: CouponOffer
  note: string
  busy: boolean
  onClaim: () => void
}) => (
  <View className="offer">
    <View className="row between gap8">
      <View className="ink-brand">
        <Amount face={offer.face} size="n28" />
      </View>
      <Btn
        label={OFFER_ACTION[offer.state]}
        kind="soft"
        size="small"
        busy={busy}
        disabled={offer.state !== 'open'}
        onPress={onClaim}
      />
    </View>
    <View className="t14 bold top8">{offer.face.name}</View>
    <View className="t12 ink-3">{[conditionOf(offer.face), note].filter(Boolean).join(' · ')}</View>
  </View>
)
