import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import type { Asked } from '../../kit/use-ask'
import { Section } from '../../ui/block/card'
import { Offers } from '../../features/coupon/offers'

export const ClaimSlot = ({
  asked: { data, reload },
  today,
}: {
  asked: Asked<Output<'coupon.centre'>>
  today: Day
}) => {
  if (data === null || data.offers.length === 0) return null
  const open = data.offers.filter(({ state }) => state === 'open').length
  return (
    <Section title="待领的券" more={{ text: open > 0 ? `${open} 张可领` : '都领过了' }}>
      <Offers offers={data.offers} today={today} onDone={() => void reload()} />
    </Section>
  )
}
