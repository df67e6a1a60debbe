import type { HeldCard } from '@huitou/shared/tier/contract'
import { Text, View } from '@tarojs/components'
import { dayOf, dayText, endText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { Plate } from '../../ui/plate/plate'
import { BenefitList } from '../../ui/member/benefit-list'

/** A card that the member holds, until when, and what it gives. */
export const HeldCardPlate = ({ card, today }: { card: HeldCard; today: number | undefined }) => (
  <Plate style="black">
    <View className="row between gap8">
      <Text className="t17">{card.name}</Text>
      <Chip text={card.waiting ? `${dayText(dayOf(card.from), today)}开始` : '使用中'} icon="check" />
    </View>
    <View className="t12 plate-quiet top4">{today === undefined ? '' : `有效到 ${endText(card.until, today)}`}</View>
    <BenefitList benefits={card.benefits} />
  </Plate>
)
