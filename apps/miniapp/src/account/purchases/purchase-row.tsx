import type { MyPurchase } from '@huitou/shared/purchase/member-contract'
import { View } from '@tarojs/components'
import { broughtText, refundedText } from '../../features/purchase/purchase-words'
import { priceText } from '../../kit/number'
import { clockText, dayOf, dayText } from '../../kit/time'
import { Chip } from '../../ui/block/chip'
import { Press } from '../../ui/press/press'
import './purchase-row.scss'

type PurchaseRowProps = { purchase: MyPurchase; today: number | null; onPress: () => void }

export const PurchaseRow = ({ purchase, today, onPress }: PurchaseRowProps) => {
  const { goods, storeName, at, paidFen } = purchase
  const when = `${dayText(dayOf(at), today ?? undefined)} ${clockText(at)}`
  const [brought, back] = [broughtText(purchase), refundedText(purchase)]
  return (
    <Press className="purchase-row" label={`${goods}，${priceText(paidFen)} 元，看明细`} dim onPress={onPress}>
      <View className="row between gap12">
        <View className="t15 grow purchase-goods">{goods}</View>
        <View className="t17 nowrap">¥{priceText(paidFen)}</View>
      </View>
      <View className="t12 ink-3 top4">{`${storeName} · ${when}`}</View>
      {brought === '' && back === null ? null : (
        <View className="row wrap gap8 top4">
          {brought === '' ? null : <View className="t12 ink-2">{brought}</View>}
          {back === null ? null : <Chip text={back} tone="warn" />}
        </View>
      )}
    </Press>
  )
}
