import type { BillFigures } from '@huitou/shared/purchase/bill-contract'
import { View } from '@tarojs/components'
import { priceText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { earnText, offText } from './words'
import './figures.scss'

type MoneyLineProps = { name: string; value: string; note?: string | undefined; off?: boolean }

/** A line of a bill: what it is, how much, and on what basis. */
export const MoneyLine = ({ name, value, note, off = false }: MoneyLineProps) => (
  <View className="figures-line">
    <View className="row between gap8">
      <View className="t15">{name}</View>
      <View className={`t15 bold nowrap ${off ? 'ink-ok' : ''}`}>{value}</View>
    </View>
    {note ? <View className="t12 ink-3">{note}</View> : null}
  </View>
)

/** A bill in its fixed order: goods, member price, coupons, points, payable. The same for clerk and member, but for the last word. */
export const Figures = ({ figures, due = '应收' }: { figures: BillFigures; due?: '应收' | '应付' }) => {
  const { lines, totalFen, deductions, payableFen, savedFen } = figures
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0)
  const named = lines.length > 1 || (lines[0]?.sku ?? null) !== null || lines[0]?.name !== '消费'
  return (
    <Card title="小票" more={{ text: named ? `${pieces} 件` : '' }} className="top12">
      {named
        ? lines.map((line, index) => (
            <MoneyLine key={index} name={`${line.name} ×${line.quantity}`} value={`¥${priceText(line.amountFen)}`} />
          ))
        : null}
      {named ? <View className="hairline" /> : null}
      <MoneyLine name="商品合计" value={`¥${priceText(totalFen)}`} />
      {deductions.map((one, index) => (
        <MoneyLine key={index} name={one.title} value={offText(one.offFen)} note={one.basis} off />
      ))}
      <View className="hairline" />
      <View className="row between gap8">
        <View className="t17">{due}</View>
        <View className="num n34 nowrap">¥{priceText(payableFen)}</View>
      </View>
      <View className="figures-foot t12 ink-3">
        <View>{savedFen > 0 ? `共省 ¥${priceText(savedFen)}` : ''}</View>
        <View>{earnText(figures)}</View>
      </View>
    </Card>
  )
}
