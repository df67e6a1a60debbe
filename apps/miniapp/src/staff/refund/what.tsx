import type { Output } from '@huitou/shared/api'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { amountFenOf } from '../../kit/amount'
import { priceText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { FilterChip } from '../../ui/block/chip'
import { Field } from '../../ui/field/field'
import { Stepper } from '../counter/stepper'
import { leftFenOf, type Way } from './ways'

type Sold = Output<'counter.purchase'>
type Props = { sold: Sold; way: Way; onChange: (way: Way) => void }

const AMOUNT_MAX = 11

/** All of it, some of the goods, or a sum. */
export const WhatToRefund = ({ sold, way, onChange }: Props) => {
  const single = sold.lines.length === 1 && sold.lines[0]?.quantity === 1
  return (
    <Card className="top12" title="退多少">
      <View className="choices">
        <FilterChip text="全退" on={way.by === 'whole'} onPress={() => onChange({ by: 'whole' })} />
        {single ? null : (
          <FilterChip text="退商品" on={way.by === 'lines'} onPress={() => onChange({ by: 'lines', lines: [] })} />
        )}
        <FilterChip text="退金额" on={way.by === 'amount'} onPress={() => onChange({ by: 'amount', amountFen: 0 })} />
      </View>
      {way.by === 'lines' ? <Lines sold={sold} way={way} onChange={onChange} /> : null}
      {way.by === 'amount' ? <Sum sold={sold} onChange={onChange} /> : null}
    </Card>
  )
}

const Lines = ({ sold, way, onChange }: Omit<Props, 'way'> & { way: Extract<Way, { by: 'lines' }> }) => (
  <View>
    {sold.lines.map((row) => {
      const chosen = way.lines.find((one) => one.line === row.line)?.quantity ?? 0
      const change = (quantity: number) => {
        const others = way.lines.filter((one) => one.line !== row.line)
        onChange({ by: 'lines', lines: quantity === 0 ? others : [...others, { line: row.line, quantity }] })
      }
      return (
        <View key={row.line} className="row between gap8 top12">
          <View className="grow">
            <View className="t15">{row.name}</View>
            <View className="t12 ink-3">
              实付 ¥{priceText(row.paidFen)}，还能退 {row.quantity - row.refundedQuantity} 件
            </View>
          </View>
          <Stepper name={row.name} value={chosen} min={0} max={row.quantity - row.refundedQuantity} onChange={change} />
        </View>
      )
    })}
  </View>
)

const Sum = ({ sold, onChange }: Pick<Props, 'sold' | 'onChange'>) => {
  const [typed, setTyped] = useState('')
  return (
    <View className="top8">
      <Field
        label="退多少钱"
        placeholder={`最多 ${priceText(leftFenOf(sold))} 元`}
        max={AMOUNT_MAX}
        keys="digit"
        value={typed}
        onChange={(text) => {
          setTyped(text)
          onChange({ by: 'amount', amountFen: amountFenOf(text) ?? 0 })
        }}
      />
    </View>
  )
}
