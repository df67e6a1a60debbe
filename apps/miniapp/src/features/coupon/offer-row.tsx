import type { CouponOffer } from '@huitou/shared/coupon/contract'
import type { Day } from '@huitou/shared/kit/day'
import { Text, View } from '@tarojs/components'
import { OFFER_ACTION } from '../../ui/coupon/offer-card'
import { Ticket } from '../../ui/coupon/ticket'
import { Btn } from '../../ui/press/btn'
import { Press } from '../../ui/press/press'
import { DropBar } from './drop-bar'
import { offerLines, offerTag } from './words'
import './offer-row.scss'

type OfferRowProps = {
  offer: CouponOffer
  today: Day
  busy: boolean
  onClaim: () => void
  onTerms: () => void
  /** A drop opens or ends: the server knows what holds now. */
  onDue: () => void
}

/** One offer of the centre, a line wide, with its drop under it. */
export const OfferRow = ({ offer, today, busy, onClaim, onTerms, onDue }: OfferRowProps) => (
  <View className="offer-row">
    <Ticket
      face={offer.face}
      lines={offerLines(offer, today)}
      tag={offerTag(offer)}
      off={offer.state === 'sold_out'}
      end={
        <View className="offer-row-end">
          <Btn
            label={OFFER_ACTION[offer.state]}
            size="small"
            busy={busy}
            disabled={offer.state !== 'open'}
            onPress={onClaim}
          />
          <Press className="offer-row-terms t12 ink-3" label={`${offer.face.name}的使用规则`} dim onPress={onTerms}>
            <Text>看规则</Text>
          </Press>
        </View>
      }
    />
    {offer.drop === null ? null : <DropBar drop={offer.drop} onDue={onDue} />}
  </View>
)
