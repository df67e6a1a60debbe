import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import { openPage } from '../../kit/navigate'
import type { Asked } from '../../kit/use-ask'
import { Section } from '../../ui/block/card'
import { Offers } from '../../features/coupon/offers'

/** The rest is in the centre. */
const SHOWN = 4

export const ClaimSlot = ({
  asked: { data, reload },
  today,
}: {
  asked: Asked<Output<'coupon.centre'>>
  today: Day
}) => {
  if (data === null || data.offers.length === 0) return null
  const open = data.offers.filter(({ state }) => state === 'open').length
  const more = { text: open > 0 ? `${open} 张可领` : '领券中心', onPress: () => void openPage('coupon/centre/index') }
  return (
    <Section title="待领的券" more={more}>
      <Offers offers={data.offers.slice(0, SHOWN)} today={today} onDone={() => void reload()} />
    </Section>
  )
}
