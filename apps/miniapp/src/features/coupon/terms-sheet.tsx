import type { CouponOffer } from '@huitou/shared/coupon/contract'
import { View } from '@tarojs/components'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { OFFER_ACTION } from '../../ui/coupon/offer-card'
import { TermList } from './term-list'

type TermsSheetProps = {
  offer: CouponOffer | null
  open: boolean
  busy: boolean
  onClaim: (templateId: string) => void
  onClose: () => void
}

/** Everything that holds for a coupon, before anybody takes it. */
export const TermsSheet = ({ offer, open, busy, onClaim, onClose }: TermsSheetProps) =>
  offer === null ? null : (
    <Sheet
      title={offer.face.name}
      open={open}
      onClose={onClose}
      footer={
        <Btn
          label={OFFER_ACTION[offer.state]}
          size="large"
          busy={busy}
          disabled={offer.state !== 'open'}
          onPress={() => onClaim(offer.templateId)}
        />
      }
    >
      <TermList terms={offer.terms} />
      {offer.why === null ? null : <View className="t14 ink-3 top12">{offer.why}</View>}
    </Sheet>
  )
