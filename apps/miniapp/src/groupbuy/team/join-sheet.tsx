import type { ShownTeam } from '@huitou/shared/groupbuy/contract'
import type { IfFull } from '@huitou/shared/groupbuy/schema'
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

const CHOICES: readonly { key: IfFull; text: string; says: string }[] = [
  { key: 'refund', text: '退我钱', says: '付款时团要是满了，钱原路全额退回。' },
  { key: 'open', text: '帮我开新团', says: '付款时团要是满了，用这笔钱开一个你当团长的新团；没凑齐照样全额退回。' },
]

type JoinSheetProps = { team: ShownTeam; open: boolean; onClose: () => void; onRefused: () => Promise<void> }

/** The price, and what becomes of the money should somebody be quicker: chosen before paying, not decided afterwards. */
export const JoinSheet = ({ team, open, onClose, onRefused }: JoinSheetProps) => {
  const [ifFull, setIfFull] = useState<IfFull>('refund')
  const way = useGoodsWay(team.goods)
  const { busy, failure, run } = useSend('groupbuy.join')
  const order = async () => {
    const placed = await run({ scene: team.scene, priceSeenFen: team.priceFen, ifFull, ...way.where })
    if (placed) await replacePage('groupbuy/order/index', { orderId: placed.order.id })
    else await onRefused()
  }
  return (
    <Sheet
      title="参团"
      open={open}
      onClose={onClose}
      footer={
        <View>
          {failure ? <View className="t12 ink-danger center group-why">{failure.detail}</View> : null}
          <Btn
            size="large"
            label={way.missing ?? `付 ${yuanText(team.priceFen)} 元参团`}
            busy={busy}
            disabled={way.missing !== null}
            onPress={() => void order()}
          />
        </View>
      }
    >
      <KV name="你付" value={`${yuanText(team.priceFen)} 元`} strong="brand" />
      <KV
        name="单买"
        value={`${yuanText(team.activity.singlePriceFen)} 元，${savedText(team.activity, team.priceFen)}`}
      />
      <GoodsWay way={way} />
      <View className="t14 bold top12">万一付款时别人先凑齐了</View>
      <View className="row wrap gap8 top8 group-choices">
        {CHOICES.map(({ key, text }) => (
          <FilterChip key={key} text={text} on={key === ifFull} onPress={() => setIfFull(key)} />
        ))}
      </View>
      <View className="top8">
        <Note icon="info">{CHOICES.find(({ key }) => key === ifFull)?.says ?? ''}</Note>
      </View>
    </Sheet>
  )
}
