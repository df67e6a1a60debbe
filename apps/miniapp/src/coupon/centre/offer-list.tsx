import type { CouponOffer } from '@huitou/shared/coupon/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useToday } from '../../kit/session'
import { OfferRow } from '../../features/coupon/offer-row'
import { TermsSheet } from '../../features/coupon/terms-sheet'
import { useClaim } from '../../features/coupon/use-claim'

type OfferListProps = { offers: readonly CouponOffer[]; scene?: string | undefined; onDone: () => void }

/** Offers to take, each with its rules a tap away. */
export const OfferList = ({ offers, scene, onDone }: OfferListProps) => {
  const today = useToday()
  const { claimingId, claim } = useClaim(onDone, scene)
  const [shownId, setShownId] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const take = (templateId: string) => {
    setOpen(false)
    void claim(templateId)
  }
  if (today === null) return null
  return (
    <View>
      {offers.map((offer) => (
        <OfferRow
          key={offer.templateId}
          offer={offer}
          today={today}
          busy={claimingId === offer.templateId}
          onClaim={() => take(offer.templateId)}
          onTerms={() => {
            setShownId(offer.templateId)
            setOpen(true)
          }}
          onDue={onDone}
        />
      ))}
      <TermsSheet
        offer={offers.find(({ templateId }) => templateId === shownId) ?? null}
        open={open}
        busy={claimingId !== null}
        onClaim={take}
        onClose={() => setOpen(false)}
      />
    </View>
  )
}
