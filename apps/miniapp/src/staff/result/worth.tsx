import type { CouponFace } from '@huitou/shared/coupon/face-schema'
import { Text, View } from '@tarojs/components'
import { foldText, priceText } from '../../kit/number'
import './verdict.scss'

const figure = ({ kind, offFen, payPermille, itemName }: CouponFace) => {
  if (kind === 'cash_off') return { before: '−¥', value: priceText(offFen ?? 0), after: '' }
  if (kind === 'percent_off') return { before: '', value: foldText(payPermille ?? 1000), after: '折' }
  return { before: '', value: itemName ?? '1 份', after: '' }
}

/** What the till takes off, as large as it gets. The name of an item is words and stays smaller. */
export const Worth = ({ face }: { face: CouponFace }) => {
  const { before, value, after } = figure(face)
  const words = face.kind === 'exchange'
  return (
    <View>
      <View className="t14 ink-3">{words ? '换' : '优惠'}</View>
      <View className={words ? 't22' : 'num verdict-amount'}>
        {before ? <Text className="verdict-unit">{before}</Text> : null}
        <Text>{value}</Text>
        {after ? <Text className="verdict-unit">{after}</Text> : null}
      </View>
    </View>
  )
}
