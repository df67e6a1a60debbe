import type { Output } from '@huitou/shared/api'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { Btn } from '../../ui/press/btn'
import { BenefitList } from '../../ui/member/benefit-list'
import { saleState } from './card-words'

export type CardOffer = Output<'tier.myCards'>['onSale'][number]

/** A card that points can buy. */
export const OfferCard = ({ offer, onLook }: { offer: CardOffer; onLook: () => void }) => {
  const closed = saleState(offer)
  return (
    <Card>
      <View className="row between gap8">
        <View className="grow">
          <View className="t17">{offer.name}</View>
          <View className="t12 ink-3">{`有效 ${offer.validDays} 天${offer.left === null ? '' : `，还剩 ${offer.left} 张`}`}</View>
        </View>
        <Text className="num n28 ink-brand">{pointsText(offer.points)}</Text>
        <Text className="t12 ink-2">积分</Text>
      </View>
      <BenefitList benefits={offer.benefits} />
      <Btn
        className="top12"
        kind="soft"
        size="medium"
        label={closed ?? '用积分换'}
        disabled={closed !== null}
        onPress={onLook}
      />
    </Card>
  )
}
