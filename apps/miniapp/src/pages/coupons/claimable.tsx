import type { Day } from '@huitou/shared/kit/day'
import { View } from '@tarojs/components'
import { openPage } from '../../kit/navigate'
import { useAsk } from '../../kit/use-ask'
import { Offers } from '../../features/coupon/offers'
import { Section } from '../../ui/block/card'

/** The rest is in the centre. */
const SHOWN = 4

/** What could be taken, under what one has. Nothing at all when there is nothing. */
export const Claimable = ({ today, onDone }: { today: Day; onDone: () => void }) => {
  const { data, reload } = useAsk('coupon.centre', {})
  const offers = data?.offers.filter(({ state }) => state === 'open') ?? []
  if (offers.length === 0) return null
  const done = () => {
    void reload()
    onDone()
  }
  return (
    <View className="top24">
      <Section title="还能领的" more={{ text: '领券中心', onPress: () => void openPage('coupon/centre/index') }}>
        <Offers offers={offers.slice(0, SHOWN)} today={today} onDone={done} />
      </Section>
    </View>
  )
}
