import type { CouponOffer } from '@huitou/shared/coupon/contract'
import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { OfferCard } from '../../ui/coupon/offer-card'
import { useClaim } from './use-claim'
import { offerNote } from './words'

/** Coupons to take. What was taken stays in place, or the neighbour would slide under the finger. */
export const Offers = ({
  offers,
  today,
  onDone,
}: {
  offers: readonly CouponOffer[]
  today: Day
  onDone: () => void
}) => {
  const { claimingId, claim } = useClaim(onDone)
  return (
    <View className="offers">
      {offers.map((offer) => (
        <OfferCard
          key={offer.templateId}
          offer={offer}
          note={offerNote(offer, today)}
          busy={claimingId === offer.templateId}
          onClaim={() => void claim(offer.templateId)}
        />
      ))}
    </View>
  )
}
