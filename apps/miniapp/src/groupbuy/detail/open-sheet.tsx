import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { savedText } from '../../features/groupbuy/words'
import { replacePage } from '../../kit/navigate'
import { yuanText } from '../../kit/number'
import { useSend } from '../../kit/use-send'
import { FilterChip } from '../../ui/block/chip'
import { KV } from '../../ui/block/kv'
import { Note } from '../../ui/block/note'
import { Btn } from '../../ui/press/btn'
import { Sheet } from '../../ui/sheet/sheet'
import { GoodsWay, useGoodsWay } from '../goods-way'
import '../choices.scss'

type OpenSheetProps = {
  activity: Output<'groupbuy.show'>['activity']
  open: boolean
  onClose: () => void
  onRefused: () => Promise<void>
}

type SizesProps = Pick<OpenSheetProps['activity'], 'prices'> & { size: number; onChoose: (size: number) => void }

const Sizes = ({ prices, size, onChoose }: SizesProps) => (
  <View className="row wrap gap8 group-choices">
    {prices.map((one) => (
      <FilterChip key={one.size} text={`${one.size} 人团`} on={one.size === size} onPress={() => onChoose(one.size)} />
    ))}
  </View>
)

/** Which team, for how much, and what happens when nobody comes: all before the button. The page of the order pays. */
export const OpenSheet = ({ activity, open, onClose, onRefused }: OpenSheetProps) => {
  const { prices, hours, id: activityId } = activity
  const [size, setSize] = useState(prices[0]?.size ?? 2)
  const { busy, failure, run } = useSend('groupbuy.open')
  const way = useGoodsWay(activity.goods)
  const price = prices.find((one) => one.size === size)
  const order = async () => {
    if (!price) return
    const placed = await run({ activityId, size, priceSeenFen: price.leaderPriceFen, ...way.where })
    if (placed) await replacePage('groupbuy/order/index', { orderId: placed.order.id })
    else await onRefused()
  }
  if (!price) return null
  return (
    <Sheet
      title="我来开团"
      open={open}
      onClose={onClose}
      footer={
        <View>
          {failure ? <View className="t12 ink-danger center group-why">{failure.detail}</View> : null}
          <Btn
            size="large"
            label={way.missing ?? `开 ${size} 人团，去付 ${yuanText(price.leaderPriceFen)} 元`}
            busy={busy}
            disabled={way.missing !== null}
            onPress={() => void order()}
          />
        </View>
      }
    >
      <Sizes prices={prices} size={size} onChoose={setSize} />
      <View className="top8" />
      <KV name="你付" value={`${yuanText(price.leaderPriceFen)} 元`} strong="brand" />
      {price.leaderPriceFen < price.priceFen ? (
        <KV name="朋友付" value={`${yuanText(price.priceFen)} 元，团长便宜一点`} />
      ) : null}
      <KV name="单买" value={`${yuanText(activity.singlePriceFen)} 元，${savedText(activity, price.leaderPriceFen)}`} />
      <GoodsWay way={way} />
      <KV name="凑人时间" value={`付款后 ${hours} 小时`} />
      <Note icon="clock">{`${hours} 小时内凑齐 ${size} 人就成团，每人一${activity.goods === null ? '张券' : '份'}。没凑齐，钱原路全额退回，不用申请。`}</Note>
    </Sheet>
  )
}
