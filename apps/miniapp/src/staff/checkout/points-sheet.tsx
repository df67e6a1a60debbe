import type { QuoteCard } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { pointsText, priceText } from '../../kit/number'
import { KV } from '../../ui/block/kv'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { Stepper } from '../counter/stepper'

type Props = { open: boolean; quote: QuoteCard; onClose: () => void; onChoose: (points: number) => void }

type FootProps = { worthFen: number; none: boolean; onNone: () => void; onUse: () => void }

const Foot = ({ worthFen, none, onNone, onUse }: FootProps) => (
  <View className="row gap8">
    <View className="grow">
      <Btn label="不用积分" kind="line" size="large" onPress={onNone} />
    </View>
    <View className="grow">
      <Btn label={`抵 ¥${priceText(worthFen)}`} size="large" disabled={none} onPress={onUse} />
    </View>
  </View>
)

/** How many points pay a part: in the shop's own steps, up to what this bill takes. */
export const PointsSheet = ({ open, quote, onClose, onChoose }: Props) => {
  const { offset } = quote
  const [points, setPoints] = useState(quote.points > 0 ? quote.points : offset.maxPoints)
  const worthFen = Math.floor((points * 100) / offset.pointsPerYuan)
  const choose = (chosen: number) => {
    onChoose(chosen)
    onClose()
  }
  return (
    <Sheet
      title="用积分抵多少"
      open={open}
      onClose={onClose}
      footer={
        <Foot
          worthFen={worthFen}
          none={points === 0 || offset.maxPoints === 0}
          onNone={() => choose(0)}
          onUse={() => choose(points)}
        />
      }
    >
      <KV name="客人现有" value={`${pointsText(offset.balance)} 积分`} />
      <KV name="怎么抵" value={`${pointsText(offset.pointsPerYuan)} 积分抵 1 元`} />
      <KV name="这一单最多抵" value={`¥${priceText(offset.capFen)}`} />
      {offset.maxPoints === 0 ? (
        <View className="t15 ink-2 top16">{offset.why ?? '这一单不能用积分'}</View>
      ) : (
        <View className="row between top16">
          <View className="t15">用多少积分</View>
          <Stepper
            name="积分"
            value={points}
            min={offset.minPoints}
            max={offset.maxPoints}
            step={offset.stepPoints}
            text={pointsText(points)}
            onChange={setPoints}
          />
        </View>
      )}
    </Sheet>
  )
}
