import { View } from '@tarojs/components'
import { useState } from 'react'
import { priceText } from '../../kit/number'
import { Card } from '../../ui/block/card'
import { RowItem } from '../../ui/block/row-item'
import { Btn } from '../../ui/press/btn'
import { Field } from '../../ui/field/field'
import { Stepper } from '../counter/stepper'
import { lineOf, type Ticket } from './ticket'
import './amount-page.scss'

type Lines = Ticket['lines']
type Props = { lines: Lines; onChange: (lines: Lines) => void }

const NAME_MAX = 60
const PRICE_MAX = 11
const LINES_MAX = 100
const PIECES_MAX = 99

/** Goods one by one: name, price of a piece, how many. */
export const GoodsForm = ({ lines, onChange }: Props) => {
  const [name, setName] = useState('')
  const [price, setPrice] = useState('')
  const [quantity, setQuantity] = useState(1)
  const line = lineOf({ name, price, quantity })
  const add = () => {
    if (!line) return
    onChange([...lines, line])
    setName('')
    setPrice('')
    setQuantity(1)
  }
  return (
    <Card className="top12" title="商品">
      {lines.map((one, index) => (
        <RowItem
          key={index}
          title={`${one.name} ×${one.quantity}`}
          note={`¥${priceText(one.amountFen)}`}
          end={
            <Btn
              label="去掉"
              kind="line"
              size="small"
              onPress={() => onChange(lines.filter((_, at) => at !== index))}
            />
          }
        />
      ))}
      <View className="top8">
        <Field label="品名" placeholder="品名，比如 海盐可颂" max={NAME_MAX} value={name} onChange={setName} />
      </View>
      <View className="top8">
        <Field label="单价" placeholder="单价，元" max={PRICE_MAX} keys="digit" value={price} onChange={setPrice} />
      </View>
      <View className="row between top8">
        <Stepper name="件数" value={quantity} min={1} max={PIECES_MAX} onChange={setQuantity} />
        <Btn label="加上" kind="soft" size="medium" disabled={!line || lines.length >= LINES_MAX} onPress={add} />
      </View>
    </Card>
  )
}
