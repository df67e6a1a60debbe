import type { Output } from '@huitou/shared/api'
import type { Day } from '@huitou/shared/kit/day'
import type { Asked } from '../../kit/use-ask'
import { Section } from '../../ui/block/card'
import { ExchangeSheet } from '../../features/mall/exchange-sheet'
import { Goods } from '../../features/mall/goods'
import { useExchange } from '../../features/mall/use-exchange'
import { openPoints } from '../../features/points/tab'

const SHOWN = 3

type GoodsSlotProps = {
  asked: Asked<Output<'mall.items'>>
  balance: Output<'points.balance'> | null
  today: Day
  onDone: () => void
}

export const GoodsSlot = ({ asked: { data }, balance, today, onDone }: GoodsSlotProps) => {
  const exchange = useExchange(data?.items ?? null, onDone)
  if (data === null || data.items.length === 0) return null
  return (
    <Section title="积分好物" more={{ text: '进商城', onPress: () => void openPoints('mall') }}>
      <Goods items={data.items.slice(0, SHOWN)} onLook={exchange.look} />
      <ExchangeSheet exchange={exchange} balance={balance} today={today} />
    </Section>
  )
}
