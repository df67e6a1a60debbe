import type { TierCard } from '@huitou/shared/tier/contract'
import { Text, View } from '@tarojs/components'
import { pointsText } from '../../kit/number'
import { Chip } from '../block/chip'
import { Icon } from '../icon/icon'
import { Plate } from '../plate/plate'
import { BenefitList } from './benefit-list'

/** What each tier gives, the member's own marked by ground, weight and a word. */
export const TierList = ({
  tiers,
  level,
  unitName,
}: {
  tiers: readonly TierCard[]
  level: number
  unitName: string
}) => (
  <View>
    {tiers.map((tier) => (
      <Plate key={tier.level} style={tier.style} className={tier.level === level ? 'tier-mine' : ''}>
        <View className="row between gap8">
          <View className="row gap8">
            <Icon name="crown" size={18} bold />
            <Text className="t17">{tier.name}</Text>
            {tier.level === level ? <Chip text="你在这里" icon="check" /> : null}
          </View>
          <Text className="t12 plate-quiet">
            {tier.growthFrom === 0 ? '加入就有' : `${unitName}满 ${pointsText(tier.growthFrom)}`}
          </Text>
        </View>
        <BenefitList benefits={tier.benefits} />
      </Plate>
    ))}
  </View>
)
